{{ config(meta={'version': 1, 'span': '1d', 'retain': '365d'}) }}

with lines as (

    select line.sku, line.quantity as sold, cast(0 as bigint) as returned, _event_time
    from {{ source('silver', 'pos_sale') }}, unnest(lines) as basket(line)

    union all

    select line.sku, line.quantity, cast(0 as bigint), _event_time
    from {{ source('silver', 'ecommerce_order') }}, unnest(lines) as basket(line)

    union all

    select line.sku, cast(0 as bigint), line.quantity, _event_time
    from {{ source('silver', 'returns_accepted') }}, unnest(lines) as parcel(line)

)

select
    sku,
    date_trunc('day', _event_time) as day,
    sum(sold) as units_sold,
    sum(returned) as units_returned,
    sum(returned) / nullif(sum(sold), 0) as returns_rate
from lines
group by sku, day
