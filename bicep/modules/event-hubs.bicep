// One hub a source of the catalog, and the two consumer groups that read it. Premium, because Standard ends at ten hubs.

import { catalogHub, networkAccess, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param name string
param hubs catalogHub[]

@description('Consumer groups of every hub.')
param consumerGroups string[]

@minValue(1)
param processingUnits int

@minValue(1)
@maxValue(2160)
@description('How long a hub keeps events: the time that any outage downstream may last.')
param retentionHours int

param zoneRedundant bool
param privateNetwork bool
param network networkAccess
param workspaceId string

@description('Principals that may read every hub.')
param receivers string[]

@description('Principals that publish events again: to any hub, because any source can be replayed.')
param senders string[]

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Premium', tier: 'Premium', capacity: processingUnits }
  identity: { type: 'SystemAssigned' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    zoneRedundant: zoneRedundant
  }

  resource rules 'networkRuleSets' = {
    name: 'default'
    properties: {
      publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
      // Without a network, function apps come from addresses that nobody knows beforehand: their tokens are what counts.
      defaultAction: privateNetwork || !empty(network.allowedAddresses) ? 'Deny' : 'Allow'
      trustedServiceAccessEnabled: true
      ipRules: [for address in network.allowedAddresses: { ipMask: address, action: 'Allow' }]
    }
  }
}

resource eventHubs 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = [
  for item in hubs: {
    parent: namespace
    name: item.hub
    properties: {
      partitionCount: item.partitions
      retentionDescription: { cleanupPolicy: 'Delete', retentionTimeInHours: retentionHours }
    }
  }
]

var hubGroups = flatten(map(hubs, item => map(consumerGroups, group => { hub: item.hub, group: group })))

resource groups 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = [
  for item in hubGroups: {
    name: '${namespace.name}/${item.hub}/${item.group}'
    dependsOn: [eventHubs]
  }
]

resource receiving 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in receivers: {
    name: guid(namespace.id, principalId, roleIds.eventHubsDataReceiver)
    scope: namespace
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataReceiver)
    }
  }
]

resource sending 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in senders: {
    name: guid(namespace.id, principalId, roleIds.eventHubsDataSender)
    scope: namespace
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataSender)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      { categoryGroup: 'audit', enabled: true }
      // Consumer lag, by hub, group and partition.
      { category: 'ApplicationMetricsLogs', enabled: true }
      { category: 'OperationalLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (privateNetwork) {
  name: 'event-hubs-endpoint'
  params: {
    location: location
    tags: tags
    name: 'pep-${namespace.name}'
    serviceId: namespace.id
    group: 'namespace'
    subnetId: network.endpointSubnetId
    dnsZoneId: network.dnsZoneIds.?eventHubs ?? ''
  }
}

output namespaceId string = namespace.id
output fullyQualifiedNamespace string = replace(
  replace(namespace.properties.serviceBusEndpoint, 'https://', ''),
  ':443/',
  ''
)
