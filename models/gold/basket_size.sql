{{ config(meta={'version': 1, 'span': '1d', 'retain': '90d'}) }}

select
    "storeId" as store_id,
    date_trunc('hour', _event_time) as hour,
    count(*) as baskets,
    avg("totalMinor") as average_minor,
    min("totalMinor") as least_minor,
    max("totalMinor") as most_minor,
    avg(len(lines)) as average_lines
from {{ source('silver', 'pos_sale') }}
group by store_id, hour
