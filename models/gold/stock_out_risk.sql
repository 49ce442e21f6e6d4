{{ config(meta={'version': 1}) }}

with velocity as (

    select * from {{ ref('sales_velocity') }}

),

stock as (

    select * from {{ ref('stock_by_sku') }}

)

select
    velocity.sku,
    velocity.window_start,
    velocity.units,
    stock.available,
    stock.in_transit,
    stock.stores_with_stock,
    stock.available / nullif(velocity.units, 0) as windows_of_cover,
    stock.available < velocity.units as sells_out
from velocity
left join stock on stock.sku = velocity.sku
