// A private endpoint to one service, with its name in the private DNS zone.

import { resourceTags } from 'types.bicep'

param location string
param tags resourceTags
param name string
param serviceId string

@description('The sub-resource of the service: blob, dfs, table, queue, namespace, Sql, vault …')
param group string

param subnetId string
param dnsZoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: group, properties: { privateLinkServiceId: serviceId, groupIds: [group] } }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: group, properties: { privateDnsZoneId: dnsZoneId } }]
    }
  }
}
