// The platform in one resource group. Who may do what is the wiring in this file: every module is given the principals
// that it lets in, and each of them is the identity of one app.

import { sizing, relationalSource, networkAccess } from 'modules/types.bicep'

targetScope = 'resourceGroup'

@minLength(3)
@maxLength(8)
@description('First part of every name.')
param name string = 'assay'

@minLength(2)
@maxLength(4)
@description('Second part of every name: dev, prod …')
param env string

param location string = resourceGroup().location

@description('What is paid for by its size.')
param sizes sizing

@allowed(['22', '24'])
@description('Major version of Node.js. Flex Consumption has 22; it offered 24 as a preview when this was written.')
param nodeVersion string = '22'

@description('Application (client) id of the API in Entra ID.')
param apiClientId string

@description('Object id of who deploys, so that a rollback can read the package that is there. Empty: nobody may.')
param deployerPrincipalId string = ''

@description('Object ids of who may ask for a replay: a group of operators.')
param replayPublishers string[] = []

@description('False while the package with the function `replay` is not published yet: a subscription to a function that is not there fails.')
param replayEnabled bool = true

@description('Relational sources that Debezium Server captures. Empty: no Container Apps.')
param databases relationalSource[] = []

@description('Image of Debezium Server whose Event Hubs sink can send with a managed identity. `none`: only the vault is made, for the secrets to be put in.')
param debeziumImage string = 'none'

@description('Everything behind private endpoints, the apps in a virtual network. Only the API and the publishing endpoint stay public, and ask for a token.')
param privateNetwork bool

@description('Addresses of the virtual network: a /16.')
param addressPrefix string = '10.40.0.0/16'

@description('Without a private network: addresses that the services admit. Empty: any, with a token.')
param allowedAddresses string[] = []

@description('Copies in three zones. The region must have them.')
param zoneRedundant bool

@minValue(24)
@maxValue(2160)
@description('How long hubs keep events, in hours.')
param retentionHours int = 168

@minValue(8)
@description('Days after which what landed is deleted, whatever became of it: the app deletes what is in the tables, and an alert tells of what is not, long before.')
param landingDays int = 90

@minValue(30)
param logRetentionDays int = 30

@description('Most GB of logs a day; -1 for no bound.')
param logDailyCapGb int

@description('Who is told of alerts.')
param alertEmails string[]

@minValue(1)
@description('Events behind in one partition that are a lag.')
param lagEvents int = 60000

var catalog = loadJsonContent('catalog.json')
var fullName = '${name}-${env}'
var suffix = take(uniqueString(resourceGroup().id), 6)
var tags = { application: name, environment: env }
var fileSystem = 'lake'
var databaseName = 'assay'
var roles = ['ingest', 'refine', 'serve', 'maintain']
var hasDatabases = !empty(databases)
var namespaceName = 'evhns-${fullName}-${suffix}'
var vaultName = 'kv-${fullName}-${suffix}'

// In the order of `roles`; the identities of the relational sources come after them.
var ingest = identities.outputs.identities[0]
var refine = identities.outputs.identities[1]
var serve = identities.outputs.identities[2]
var maintain = identities.outputs.identities[3]
var everyApp = [ingest.principalId, refine.principalId, serve.principalId, maintain.principalId]

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: {
    location: location
    tags: tags
    names: concat(
      map(roles, role => 'id-${fullName}-${role}'),
      map(databases, source => 'id-${fullName}-debezium-${source.source}')
    )
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    name: fullName
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    publishers: everyApp
  }
}

module vnet 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    location: location
    tags: tags
    name: fullName
    addressPrefix: addressPrefix
    workspaceId: monitoring.outputs.workspaceId
  }
}

var network networkAccess = {
  allowedAddresses: allowedAddresses
  endpointSubnetId: vnet.?outputs.endpointSubnetId ?? ''
  dnsZoneIds: vnet.?outputs.dnsZoneIds ?? {}
}

module eventHubs 'modules/event-hubs.bicep' = {
  name: 'event-hubs'
  params: {
    location: location
    tags: tags
    name: namespaceName
    hubs: catalog.hubs
    consumerGroups: map(items(catalog.consumerGroups), group => group.value)
    processingUnits: sizes.processingUnits
    retentionHours: retentionHours
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
    // serve and maintain ask where partitions begin and end, which is reading too.
    receivers: everyApp
    // Replays publish quarantined events and files of the inbox again.
    senders: [maintain.principalId]
  }
}

module lake 'modules/lake.bicep' = {
  name: 'lake'
  params: {
    location: location
    tags: tags
    accountName: 'lake${name}${env}${suffix}'
    fileSystem: fileSystem
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
    landingDays: landingDays
    contributors: [ingest.principalId, refine.principalId, maintain.principalId]
    readers: [serve.principalId]
  }
}

module state 'modules/state.bicep' = {
  name: 'state'
  params: {
    location: location
    tags: tags
    accountName: 'state${name}${env}${suffix}'
    claimsTable: catalog.tables.claims
    ledgerTable: catalog.tables.ledger
    registryTable: catalog.tables.registry
    replaysTable: catalog.tables.replays
    pulseTable: catalog.tables.pulse
    stepsQueue: catalog.queues.steps
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
    // maintain decides again what a host that died had not landed, and so claims.
    claimants: [refine.principalId, maintain.principalId]
    ledgerKeepers: [maintain.principalId]
    ledgerReaders: [serve.principalId]
    // serve starts and cancels replays, maintain does them.
    replayKeepers: [serve.principalId, maintain.principalId]
    pulsing: everyApp
    stepSenders: [serve.principalId]
    stepWorkers: [maintain.principalId]
    registrars: [serve.principalId]
    // Those who judge events: the schema of a framed event is named by its id in the registry.
    schemaReaders: [refine.principalId, maintain.principalId]
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  params: {
    location: location
    tags: tags
    accountName: 'host${name}${env}${suffix}'
    checkpointContainer: catalog.checkpointContainer
    packageContainers: map(roles, role => 'package-${role}')
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
    hosts: everyApp
    deployerPrincipalId: deployerPrincipalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    location: location
    tags: tags
    name: '${fullName}-${suffix}'
    databaseName: databaseName
    models: catalog.models
    maxRequestUnits: sizes.goldMaxRequestUnits
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
    // maintain folds the past into new versions of models.
    contributors: [refine.principalId, maintain.principalId]
    readers: [serve.principalId]
  }
}

module apps 'modules/function-apps.bicep' = {
  name: 'function-apps'
  params: {
    location: location
    tags: tags
    name: fullName
    suffix: suffix
    nodeVersion: nodeVersion
    sizes: sizes
    sources: map(catalog.hubs, hub => hub.source)
    identities: { ingest: ingest, refine: refine, serve: serve, maintain: maintain }
    settings: {
      AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.blobEndpoint
      AzureWebJobsStorage__queueServiceUri: hostStorage.outputs.queueEndpoint
      AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint
      EventHubs__fullyQualifiedNamespace: eventHubs.outputs.fullyQualifiedNamespace
      Lake__blobServiceUri: lake.outputs.blobEndpoint
      Tables__tableServiceUri: state.outputs.tableEndpoint
      Queues__queueServiceUri: state.outputs.queueEndpoint
      Cosmos__accountEndpoint: cosmos.outputs.endpoint
      // Every app asks for a token, in modules/function-app.bicep; the code looks at its roles.
      ASSAY_AUTHENTICATION: 'entra'
      // Where the console sends people to sign in. Neither is a secret.
      ASSAY_SIGN_IN_ISSUER: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
      ASSAY_SIGN_IN_CLIENT_ID: apiClientId
      ASSAY_LAKE_FILE_SYSTEM: fileSystem
      ASSAY_COSMOS_DATABASE: databaseName
      ASSAY_SEGMENT_MAX_AGE_MS: '5000'
      ASSAY_CACHE_FOLDER: '/tmp/assay'
      ASSAY_TABLE_MEMORY_MB: '512'
      ASSAY_SQL_MEMORY_MB: '512'
      ASSAY_SQL_PROCESSES: '2'
      // An instance has about a gigabyte of local disk.
      ASSAY_CACHE_MB: '512'
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.insightsConnectionString
    }
    packagesUri: hostStorage.outputs.blobEndpoint
    subnetId: vnet.?outputs.functionsSubnetId ?? ''
    apiClientId: apiClientId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module eventGrid 'modules/event-grid.bicep' = {
  name: 'event-grid'
  params: {
    location: location
    tags: tags
    name: '${fullName}-${suffix}'
    lakeAccountId: lake.outputs.accountId
    fileSystem: fileSystem
    deadLetters: {
      accountName: state.outputs.accountName
      accountId: state.outputs.accountId
      container: state.outputs.deadLetterContainer
    }
    replayEnabled: replayEnabled
    replayFunctionId: '${apps.outputs.ids.maintain}/functions/replay'
    publishers: replayPublishers
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/key-vault.bicep' = if (hasDatabases) {
  name: 'key-vault'
  params: {
    location: location
    tags: tags
    name: vaultName
    privateNetwork: privateNetwork
    network: network
    workspaceId: monitoring.outputs.workspaceId
  }
}

module debezium 'modules/debezium.bicep' = if (hasDatabases && debeziumImage != 'none') {
  name: 'debezium'
  params: {
    location: location
    tags: tags
    name: fullName
    databases: databases
    identities: skip(identities.outputs.identities, length(roles))
    hubs: catalog.hubs
    image: debeziumImage
    eventHubsNamespace: namespaceName
    fullyQualifiedNamespace: eventHubs.outputs.fullyQualifiedNamespace
    vaultName: vaultName
    vaultUri: vault!.outputs.uri
    subnetId: vnet.?outputs.containerAppsSubnetId ?? ''
    zoneRedundant: zoneRedundant
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    name: fullName
    workspaceId: monitoring.outputs.workspaceId
    namespaceId: eventHubs.outputs.namespaceId
    cosmosAccountId: cosmos.outputs.accountId
    stateAccountId: state.outputs.accountId
    topicId: eventGrid.outputs.topicId
    lakeEventsId: eventGrid.outputs.lakeEventsId
    serveAppId: apps.outputs.ids.serve
    emails: alertEmails
    lagEvents: lagEvents
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    location: location
    tags: tags
    displayName: 'Assay ${env}'
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('Names of the function apps by role.')
output appNames { ingest: string, refine: string, serve: string, maintain: string } = apps.outputs.names

output apiUrl string = apps.outputs.apiUrl
output hostStorageAccount string = hostStorage.outputs.accountName
output eventHubsNamespace string = eventHubs.outputs.fullyQualifiedNamespace
output replayTopicEndpoint string = eventGrid.outputs.topicEndpoint
