{{ config(meta={'version': 2, 'span': '1h', 'retain': '90d'}) }}

with lines as (

    select
        line.sku,
        line.quantity,
        line."amountMinor" as amount_minor,
        _event_time,
        _identity
    from {{ source('silver', 'pos_sale') }}, unnest(lines) as basket(line)

    union all

    select
        line.sku,
        line.quantity,
        line."amountMinor",
        _event_time,
        _identity
    from {{ source('silver', 'ecommerce_order') }}, unnest(lines) as basket(line)

)

select
    sku,
    time_bucket(interval '1 minute', _event_time) as window_start,
    sum(quantity) as units,
    sum(amount_minor) as revenue_minor,
    count(distinct _identity) as transactions
from lines
group by sku, window_start
