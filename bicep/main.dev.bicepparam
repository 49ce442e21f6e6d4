// A place to try things: the smallest sizes, nothing always running, open to any address with a token.
// What the environment gives is checked by `npm run deploy`; the defaults here are for compiling alone.
using 'main.bicep'

param env = 'dev'
param sizes = {
  // The smallest there is: twelve hubs do not fit into a Standard namespace.
  processingUnits: 1
  goldMaxRequestUnits: {}
  ingest: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 0 }
  refine: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 0 }
  serve: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 0 }
  maintain: { memoryMb: 2048, maximumInstances: 40, alwaysReady: 0 }
  refineAlwaysReadyBySource: {}
}
param apiClientId = readEnvironmentVariable('ASSAY_API_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
param deployerPrincipalId = readEnvironmentVariable('ASSAY_DEPLOYER_ID', '')
param privateNetwork = false
param zoneRedundant = false
param retentionHours = 24
param logDailyCapGb = 1
param alertEmails = []
