{{ config(meta={'version': 2, 'span': '1d', 'retain': '3d', 'trailing': {'1h': '1h', '24h': '24h'} }) }}

with payments as (

    select
        "cardToken" as card_token,
        "amountMinor" as amount_minor,
        "storeId" as store_id,
        true as authorised,
        _event_time
    from {{ source('silver', 'payments_authorised') }}

    union all

    select
        "cardToken",
        cast(null as bigint),
        cast(null as varchar),
        false,
        _event_time
    from {{ source('silver', 'payments_declined') }}

)

select
    card_token,
    time_bucket(interval '5 minutes', _event_time) as window_start,
    count(*) filter (where authorised) as payments,
    coalesce(sum(amount_minor), 0) as amount_minor,
    count(distinct store_id) as stores,
    count(*) filter (where not authorised) as declines
from payments
group by card_token, window_start
