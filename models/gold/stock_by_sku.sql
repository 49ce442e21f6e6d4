{{ config(meta={'version': 1}) }}

select
    sku,
    sum(on_hand) as on_hand,
    sum(reserved) as reserved,
    sum(in_transit) as in_transit,
    sum(on_hand) - sum(reserved) as available,
    count(*) filter (where on_hand > reserved) as stores_with_stock,
    count(*) as stores
from {{ source('silver', 'inventory_stock_level') }}
group by sku
