// Cosmos DB: one container a gold model, as src/azure/provision.ts makes it locally. No keys: data roles on the database.

import { networkAccess, resourceTags } from 'types.bicep'
import { cosmosRoleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param name string
param databaseName string

@description('Gold models and their containers.')
param models { name: string, container: string }[]

@description('Most request units a second by model.')
param maxRequestUnits { *: int }

param zoneRedundant bool
param privateNetwork bool
param network networkAccess
param workspaceId string

@description('Principals that write gold.')
param contributors string[]

@description('Principals that read gold.')
param readers string[]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'cosmos-${name}'
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    // One region writes: an increment is never merged with another.
    enableMultipleWriteLocations: false
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
    ipRules: [for address in network.allowedAddresses: { ipAddressOrRange: address }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }

  resource database 'sqlDatabases' = {
    name: databaseName
    properties: { resource: { id: databaseName } }
  }
}

resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for model in models: {
    parent: account::database
    name: model.container
    properties: {
      resource: {
        id: model.container
        partitionKey: { kind: 'Hash', version: 2, paths: ['/pk'] }
        // Documents may carry a time to live of their own; without one they stay.
        defaultTtl: -1
        // Documents are read by id within a partition key: an index of their state would only cost.
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [{ path: '/id/?' }]
          excludedPaths: [{ path: '/*' }]
        }
      }
      options: { autoscaleSettings: { maxThroughput: maxRequestUnits[?model.name] ?? 1000 } }
    }
  }
]

resource writing 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for principalId in contributors: {
    parent: account
    name: guid(account.id, databaseName, principalId, cosmosRoleIds.dataContributor)
    properties: {
      principalId: principalId
      roleDefinitionId: '${account.id}/sqlRoleDefinitions/${cosmosRoleIds.dataContributor}'
      scope: '${account.id}/dbs/${databaseName}'
    }
    dependsOn: [account::database]
  }
]

resource reading 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for principalId in readers: {
    parent: account
    name: guid(account.id, databaseName, principalId, cosmosRoleIds.dataReader)
    properties: {
      principalId: principalId
      roleDefinitionId: '${account.id}/sqlRoleDefinitions/${cosmosRoleIds.dataReader}'
      scope: '${account.id}/dbs/${databaseName}'
    }
    dependsOn: [account::database]
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account
  properties: {
    workspaceId: workspaceId
    // Not DataPlaneRequests: a line for every write would cost more than the writes.
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (privateNetwork) {
  name: 'cosmos-endpoint'
  params: {
    location: location
    tags: tags
    name: 'pep-${account.name}'
    serviceId: account.id
    group: 'Sql'
    subnetId: network.endpointSubnetId
    dnsZoneId: network.dnsZoneIds.?cosmos ?? ''
  }
}

output accountId string = account.id
output accountName string = account.name
output endpoint string = account.properties.documentEndpoint
