// A role on one blob container (in ADLS Gen2: file system) for some principals.

param accountName string
param containerName string

@description('Id of a built-in role.')
param roleId string

param principalIds string[]

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = {
  name: '${accountName}/default/${containerName}'
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(container.id, principalId, roleId)
    scope: container
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    }
  }
]
