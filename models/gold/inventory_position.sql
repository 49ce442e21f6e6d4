{{ config(meta={'version': 2}) }}

select
    store_id,
    sku,
    sum(on_hand) as on_hand,
    sum(reserved) as reserved,
    sum(in_transit) as in_transit,
    sum(on_hand) - sum(reserved) as available,
    count(*) as positions
from {{ source('silver', 'inventory_stock_level') }}
group by store_id, sku
