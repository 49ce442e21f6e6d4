// A role on one table of Table storage for some principals.

param accountName string
param tableName string

@description('Id of a built-in role.')
param roleId string

param principalIds string[]

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' existing = {
  name: '${accountName}/default/${tableName}'
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(table.id, principalId, roleId)
    scope: table
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    }
  }
]
