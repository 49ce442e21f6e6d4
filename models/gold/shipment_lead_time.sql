{{ config(meta={'version': 1}) }}

with steps as (

    select
        "fulfilmentCentreId" as fulfilment_centre_id,
        "shipmentId" as shipment_id,
        "createdAt" as created_at,
        cast(null as timestamptz) as dispatched_at,
        cast(null as timestamptz) as delivered_at
    from {{ source('silver', 'fulfilment_shipment') }}

    union all

    select
        "fulfilmentCentreId",
        "shipmentId",
        cast(null as timestamptz),
        "dispatchedAt",
        cast(null as timestamptz)
    from {{ source('silver', 'fulfilment_dispatched') }}

    union all

    select
        "fulfilmentCentreId",
        "shipmentId",
        cast(null as timestamptz),
        cast(null as timestamptz),
        "deliveredAt"
    from {{ source('silver', 'fulfilment_delivered') }}

)

select
    fulfilment_centre_id,
    shipment_id,
    min(created_at) as created_at,
    min(dispatched_at) as dispatched_at,
    min(delivered_at) as delivered_at,
    date_diff('second', min(created_at), min(dispatched_at)) as dispatch_seconds,
    date_diff('second', min(created_at), min(delivered_at)) as lead_seconds
from steps
group by fulfilment_centre_id, shipment_id
