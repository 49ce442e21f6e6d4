{{ config(meta={'version': 1, 'span': '1d', 'retain': '30d'}) }}

select
    "storeId" as store_id,
    window_start,
    count(*) as returns,
    sum(len(lines)) as lines,
    sum("totalRefundMinor") as refund_minor,
    count(*) filter (where "totalRefundMinor" >= 10000) as large_refunds,
    sum("totalRefundMinor") / count(*) as average_refund_minor
from {{ source('silver', 'returns_accepted') }},
    unnest(generate_series(
        time_bucket(interval '5 minutes', _event_time) - interval '55 minutes',
        _event_time,
        interval '5 minutes'
    )) as hops(window_start)
group by store_id, window_start
