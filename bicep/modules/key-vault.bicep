// Key Vault for the only secrets there are: users and passwords of the relational sources, which an operator puts in.

import { networkAccess, resourceTags } from 'types.bicep'

param location string
param tags resourceTags

@maxLength(24)
param name string

param privateNetwork bool
param network networkAccess
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork || !empty(network.allowedAddresses) ? 'Deny' : 'Allow'
      bypass: 'None'
      ipRules: [for address in network.allowedAddresses: { value: address }]
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (privateNetwork) {
  name: 'vault-endpoint'
  params: {
    location: location
    tags: tags
    name: 'pep-${vault.name}'
    serviceId: vault.id
    group: 'vault'
    subnetId: network.endpointSubnetId
    dnsZoneId: network.dnsZoneIds.?vault ?? ''
  }
}

output uri string = vault.properties.vaultUri
