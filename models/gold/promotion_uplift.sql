{{ config(meta={'version': 1, 'span': '1d', 'retain': '365d'}) }}

select
    "promotionId" as promotion_id,
    date_trunc('day', _event_time) as day,
    count(*) as redemptions,
    sum(quantity) as units,
    sum("discountMinor") as discount_minor,
    count(distinct "storeId") as stores,
    sum("discountMinor") / nullif(sum(quantity), 0) as discount_per_unit_minor
from {{ source('silver', 'promotions_redeemed') }}
group by promotion_id, day
