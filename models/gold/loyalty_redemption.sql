{{ config(meta={'version': 2, 'span': '1d', 'retain': '730d'}) }}

select
    programme,
    date_trunc('day', _event_time) as day,
    coalesce(sum(points) filter (where kind = 'earn'), 0) as points_earned,
    coalesce(sum(points) filter (where kind = 'redeem'), 0) as points_redeemed,
    count(*) filter (where kind = 'redeem') as redemptions,
    count(*) as transactions,
    sum(points) filter (where kind = 'redeem')
        / nullif(sum(points) filter (where kind = 'earn'), 0) as redemption_rate
from {{ source('silver', 'loyalty_points_transaction') }}
group by programme, day
