// A virtual network: one subnet for the function apps, one for Container Apps, one for the private endpoints, and the
// private DNS zones by which the services' own names lead to those endpoints.

import { resourceTags } from 'types.bicep'

param location string
param tags resourceTags
param name string

@description('A /16; the subnets are cut out of it.')
param addressPrefix string

param workspaceId string

// Instances of all function apps take addresses of one subnet.
var subnets = [
  { name: 'functions', prefix: cidrSubnet(addressPrefix, 22, 0), delegated: true }
  { name: 'container-apps', prefix: cidrSubnet(addressPrefix, 24, 4), delegated: true }
  { name: 'endpoints', prefix: cidrSubnet(addressPrefix, 24, 5), delegated: false }
]

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  dfs: 'privatelink.dfs.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  cosmos: 'privatelink.documents.azure.com'
  eventGrid: 'privatelink.eventgrid.azure.net'
  eventHubs: 'privatelink.servicebus.windows.net'
  vault: 'privatelink.vaultcore.azure.net'
}

resource securityGroups 'Microsoft.Network/networkSecurityGroups@2024-05-01' = [
  for subnet in subnets: {
    name: 'nsg-${name}-${subnet.name}'
    location: location
    tags: tags
    properties: {
      securityRules: [
        {
          name: 'no-way-in-from-the-internet'
          properties: {
            priority: 4000
            direction: 'Inbound'
            access: 'Deny'
            protocol: '*'
            sourceAddressPrefix: 'Internet'
            sourcePortRange: '*'
            destinationAddressPrefix: '*'
            destinationPortRange: '*'
          }
        }
      ]
    }
  }
]

resource securityGroupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (subnet, i) in subnets: {
    name: 'to-log-analytics'
    scope: securityGroups[i]
    properties: {
      workspaceId: workspaceId
      logs: [{ categoryGroup: 'allLogs', enabled: true }]
    }
  }
]

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      for (subnet, i) in subnets: {
        name: subnet.name
        properties: {
          addressPrefix: subnet.prefix
          networkSecurityGroup: { id: securityGroups[i].id }
          privateEndpointNetworkPolicies: 'Enabled'
          delegations: subnet.delegated
            ? [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
            : []
        }
      }
    ]
  }
}

resource vnetDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: vnet
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource dnsZones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zones): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in items(zones): {
    parent: dnsZones[i]
    name: name
    location: 'global'
    tags: tags
    properties: { virtualNetwork: { id: vnet.id }, registrationEnabled: false }
  }
]

output functionsSubnetId string = '${vnet.id}/subnets/functions'
output containerAppsSubnetId string = '${vnet.id}/subnets/container-apps'
output endpointSubnetId string = '${vnet.id}/subnets/endpoints'

@description('Zone ids by the service that they are for.')
output dnsZoneIds { *: string } = toObject(
  items(zones),
  zone => zone.key,
  zone => resourceId('Microsoft.Network/privateDnsZones', zone.value)
)
