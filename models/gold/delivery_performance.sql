{{ config(meta={'version': 1, 'span': '1d', 'retain': '365d'}) }}

select
    "fulfilmentCentreId" as fulfilment_centre_id,
    date_trunc('day', _event_time) as day,
    count(*) as deliveries,
    count_if("onTime") as on_time,
    count_if("onTime") / count(*) as on_time_rate,
    avg(attempts) as average_attempts,
    max(attempts) as most_attempts
from {{ source('silver', 'fulfilment_delivered') }}
group by fulfilment_centre_id, day
