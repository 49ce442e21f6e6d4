// Debezium Server for one relational source each, in Container Apps. A source's identity reads that source's two secrets
// and sends to that source's hub, and can do nothing else.

import { relationalSource, catalogHub, appIdentity, resourceTags } from 'types.bicep'

param location string
param tags resourceTags
param name string
param databases relationalSource[]

@description('Identities of the sources, in the order of the databases.')
param identities appIdentity[]

@description('The hubs of the catalog.')
param hubs catalogHub[]

@description('Image of Debezium Server whose Event Hubs sink can send with a managed identity (`authmode`).')
param image string

param eventHubsNamespace string
param fullyQualifiedNamespace string
param vaultName string
param vaultUri string

@description('Subnet of the environment; empty: none.')
param subnetId string

param zoneRedundant bool
param workspaceId string

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${name}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    zoneRedundant: zoneRedundant && !empty(subnetId)
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: true }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    peerTrafficConfiguration: { encryption: { enabled: true } }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module servers 'debezium-server.bicep' = [
  for (source, i) in databases: {
    name: 'debezium-${source.source}'
    params: {
      location: location
      tags: tags
      environmentId: environment.id
      source: source
      hub: first(filter(hubs, hub => hub.source == source.source))!
      identity: identities[i]
      image: image
      eventHubsNamespace: eventHubsNamespace
      fullyQualifiedNamespace: fullyQualifiedNamespace
      vaultName: vaultName
      vaultUri: vaultUri
    }
  }
]
