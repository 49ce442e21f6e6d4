// Storage of the Functions hosts: keys, locks, checkpoints of the Event Hubs trigger, and the packages that are published.
// One account for all apps, because `maintain` reads the checkpoints that `refine` makes.

import { networkAccess, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param accountName string

@description('Container of the Event Hubs trigger.')
param checkpointContainer string

@description('One container for the package of each app.')
param packageContainers string[]

param zoneRedundant bool
param privateNetwork bool
param network networkAccess
param workspaceId string

@description('The identities that the hosts run as. A host makes containers, so its role is on the account.')
param hosts string[]

@description('Who deploys, and so may read the package that is there, to put it back if the new one fails. Empty: nobody.')
param deployerPrincipalId string

module account 'storage-account.bicep' = {
  name: 'host-account'
  params: {
    location: location
    tags: tags
    name: accountName
    hierarchicalNamespace: false
    zoneRedundant: zoneRedundant
    softDeleteDays: 7
    services: ['blob', 'queue', 'table']
    privateNetwork: privateNetwork
    network: network
    workspaceId: workspaceId
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for container in concat([checkpointContainer], packageContainers): {
    name: '${accountName}/default/${container}'
    properties: { publicAccess: 'None' }
    dependsOn: [account]
  }
]

resource blobOwners 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in hosts: {
    name: guid(storage.id, principalId, roleIds.storageBlobDataOwner)
    scope: storage
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataOwner)
    }
    dependsOn: [account]
  }
]

// The host writes its own diagnostic events to a table.
resource tableContributors 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in hosts: {
    name: guid(storage.id, principalId, roleIds.storageTableDataContributor)
    scope: storage
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.storageTableDataContributor
      )
    }
    dependsOn: [account]
  }
]

resource deployer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  name: guid(storage.id, deployerPrincipalId, roleIds.storageBlobDataReader)
  scope: storage
  properties: {
    principalId: deployerPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataReader)
  }
  dependsOn: [account]
}

output accountName string = account.outputs.name
output accountId string = account.outputs.id
output blobEndpoint string = account.outputs.blobEndpoint
output queueEndpoint string = account.outputs.queueEndpoint
output tableEndpoint string = account.outputs.tableEndpoint
