{{ config(meta={'version': 1}) }}

select
    stock.store_id,
    stock.sku,
    stock.on_hand,
    price.price_minor,
    price.was_price_minor,
    price.valid_from as price_valid_from,
    stock.on_hand * price.price_minor as value_minor,
    coalesce(price.price_minor < price.was_price_minor, false) as is_reduced
from {{ ref('inventory_position') }} as stock
left join {{ source('silver', 'pricing_price') }} as price
    on price.store_id = stock.store_id and price.sku = stock.sku
