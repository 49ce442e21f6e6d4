// Ten times that: 500 million events a day, 5,790 a second, 29,000 in the busiest hour. docs/cost.md has the arithmetic,
// and what must change in the catalog before the first event.
using 'main.bicep'

param env = 'tenx'
param sizes = {
  processingUnits: 4
  goldMaxRequestUnits: {
    basket_size: 20000
    delivery_performance: 3000
    inventory_position: 20000
    loyalty_redemption: 10000
    payment_fraud_features: 20000
    promotion_uplift: 10000
    returns_rate: 50000
    returns_rush: 3000
    sales_velocity: 40000
    shipment_lead_time: 5000
    silver_pricing_price: 5000
    stock_by_sku: 20000
  }
  // An instance that is always busy costs less as one that is always ready.
  ingest: { memoryMb: 2048, maximumInstances: 100, alwaysReady: 1 }
  refine: { memoryMb: 2048, maximumInstances: 100, alwaysReady: 1 }
  // Two processes of DuckDB answer SQL beside the host.
  serve: { memoryMb: 4096, maximumInstances: 100, alwaysReady: 1 }
  maintain: { memoryMb: 2048, maximumInstances: 100, alwaysReady: 1 }
  refineAlwaysReadyBySource: { ecommerce: 7, inventory: 1, payments: 1, pos: 1 }
}
param apiClientId = readEnvironmentVariable('ASSAY_API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
param deployerPrincipalId = readEnvironmentVariable('ASSAY_DEPLOYER_ID', '')
param privateNetwork = true
param zoneRedundant = true
param logDailyCapGb = 10
param logRetentionDays = 90
param alertEmails = [readEnvironmentVariable('ASSAY_ALERT_EMAIL', 'operators@example.com')]
param lagEvents = 600000

// An image that has the sink's `authmode`: the change was under review when this was written, so the default is the
// project's own nightly build. Give a release, by its digest, once one has it.
param debeziumImage = readEnvironmentVariable('ASSAY_DEBEZIUM_IMAGE', 'quay.io/debezium/server:nightly')
param databases = [
  { source: 'customers', connector: 'postgresql', host: 'customers-db.example.com', port: 5432, name: 'customers' }
  { source: 'inventory', connector: 'postgresql', host: 'inventory-db.example.com', port: 5432, name: 'inventory' }
  { source: 'loyalty', connector: 'postgresql', host: 'loyalty-db.example.com', port: 5432, name: 'loyalty' }
  { source: 'pricing', connector: 'mysql', host: 'pricing-db.example.com', port: 3306, name: 'pricing' }
  { source: 'procurement', connector: 'sqlserver', host: 'procurement-db.example.com', port: 1433, name: 'procurement' }
  { source: 'warehouse', connector: 'sqlserver', host: 'warehouse-db.example.com', port: 1433, name: 'warehouse' }
]
