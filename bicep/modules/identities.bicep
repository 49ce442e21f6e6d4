// One identity an app. They are made before the apps, so that an app has its rights when it starts for the first time.

import { appIdentity, resourceTags } from 'types.bicep'

param location string
param tags resourceTags

@description('Names of the identities.')
param names string[]

resource identities 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = [
  for name in names: {
    name: name
    location: location
    tags: tags
  }
]

@description('In the order of the names.')
output identities appIdentity[] = [
  for (name, i) in names: {
    id: identities[i].id
    clientId: identities[i].properties.clientId
    principalId: identities[i].properties.principalId
  }
]
