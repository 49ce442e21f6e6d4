// The lake: ADLS Gen2 with one file system. Nothing but the app's own clean-up and one rule on `landing/` deletes in it.

import { networkAccess, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param accountName string
param fileSystem string
param zoneRedundant bool
param privateNetwork bool
param network networkAccess
param workspaceId string

@minValue(7)
@description('Days after which a landed file is deleted. The app deletes it a day after it is in its tables; this is for what the app no longer knows, and longer than Event Hubs keeps events.')
param landingDays int

@description('Principals that write and delete files.')
param contributors string[]

@description('Principals that read files.')
param readers string[]

module account 'storage-account.bicep' = {
  name: 'lake-account'
  params: {
    location: location
    tags: tags
    name: accountName
    hierarchicalNamespace: true
    zoneRedundant: zoneRedundant
    softDeleteDays: 7
    services: ['blob', 'dfs']
    privateNetwork: privateNetwork
    network: network
    workspaceId: workspaceId
  }
}

resource lake 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  name: '${accountName}/default/${fileSystem}'
  properties: { publicAccess: 'None' }
  dependsOn: [account]
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  name: '${accountName}/default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-old-landings'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${fileSystem}/landing/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: landingDays } } }
          }
        }
      ]
    }
  }
  dependsOn: [account]
}

module writing 'role-on-container.bicep' = {
  name: 'lake-contributors'
  params: {
    accountName: accountName
    containerName: fileSystem
    roleId: roleIds.storageBlobDataContributor
    principalIds: contributors
  }
  dependsOn: [lake]
}

module reading 'role-on-container.bicep' = {
  name: 'lake-readers'
  params: {
    accountName: accountName
    containerName: fileSystem
    roleId: roleIds.storageBlobDataReader
    principalIds: readers
  }
  dependsOn: [lake]
}

output accountId string = account.outputs.id
output blobEndpoint string = account.outputs.blobEndpoint
