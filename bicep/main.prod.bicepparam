// 50 million events a day: 579 a second, 2,900 in the busiest hour. docs/cost.md has the arithmetic of every size.
using 'main.bicep'

param env = 'prod'
param sizes = {
  processingUnits: 1
  goldMaxRequestUnits: {
    basket_size: 2000
    delivery_performance: 1000
    inventory_position: 2000
    loyalty_redemption: 1000
    payment_fraud_features: 2000
    promotion_uplift: 1000
    returns_rate: 5000
    returns_rush: 1000
    sales_velocity: 4000
    shipment_lead_time: 1000
    silver_pricing_price: 1000
    stock_by_sku: 2000
  }
  // An instance that is always busy costs less as one that is always ready.
  ingest: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 1 }
  refine: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 1 }
  // Two processes of DuckDB answer SQL beside the host.
  serve: { memoryMb: 4096, maximumInstances: 40, alwaysReady: 1 }
  maintain: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 1 }
  refineAlwaysReadyBySource: { ecommerce: 1 }
}
param apiClientId = readEnvironmentVariable('ASSAY_API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
param deployerPrincipalId = readEnvironmentVariable('ASSAY_DEPLOYER_ID', '')
param privateNetwork = true
param zoneRedundant = true
param logDailyCapGb = 5
param logRetentionDays = 90
param alertEmails = [readEnvironmentVariable('ASSAY_ALERT_EMAIL', 'operators@example.com')]
param lagEvents = 60000

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
