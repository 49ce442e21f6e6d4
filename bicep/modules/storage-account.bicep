// A storage account that only Entra ID identities open: no shared key, nothing public, TLS 1.2, soft delete.

import { networkAccess, resourceTags } from 'types.bicep'

param location string
param tags resourceTags

@minLength(3)
@maxLength(24)
param name string

@description('True for ADLS Gen2.')
param hierarchicalNamespace bool

param zoneRedundant bool

@minValue(1)
@maxValue(365)
@description('Days that a deleted blob or container can be brought back.')
param softDeleteDays int

@description('Which of its services are used: they get diagnostics, and private endpoints where the network is private.')
param services ('blob' | 'dfs' | 'queue' | 'table')[]

param privateNetwork bool
param network networkAccess
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    isHnsEnabled: hierarchicalNamespace
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    isLocalUserEnabled: false
    isSftpEnabled: false
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork || !empty(network.allowedAddresses) ? 'Deny' : 'Allow'
      // Event Grid writes dead letters.
      bypass: 'AzureServices'
      ipRules: [for address in network.allowedAddresses: { value: address, action: 'Allow' }]
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        file: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays, allowPermanentDelete: false }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    }
  }

  resource queues 'queueServices' = if (contains(services, 'queue')) {
    name: 'default'
  }

  resource tables 'tableServices' = if (contains(services, 'table')) {
    name: 'default'
  }
}

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// Reads and writes are hundreds a second and would cost more than the storage; deletes are few and tell what went away.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'queue')) {
  name: 'to-log-analytics'
  scope: account::queues
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (contains(services, 'table')) {
  name: 'to-log-analytics'
  scope: account::tables
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

module endpoints 'private-endpoint.bicep' = [
  for service in services: if (privateNetwork) {
    name: '${name}-${service}-endpoint'
    params: {
      location: location
      tags: tags
      name: 'pep-${name}-${service}'
      serviceId: account.id
      group: service
      subnetId: network.endpointSubnetId
      dnsZoneId: network.dnsZoneIds[?service] ?? ''
    }
  }
]

output name string = account.name
output id string = account.id
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
