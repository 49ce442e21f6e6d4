// One function app of the plan Flex Consumption, which runs the roles that it is told to by ASSAY_ROLES.

import { appSize, appIdentity, resourceTags } from 'types.bicep'

param location string
param tags resourceTags

@maxLength(32)
@description('A longer name would be cut to make the host id, and two apps with one host id share their locks.')
param name string

@description('Major version of Node.js that the plan offers.')
param nodeVersion string

param identity appIdentity
param size appSize

@description('What always has instances: `http` or `function:<name>`.')
param alwaysReady { name: string, instanceCount: int }[]

@description('Requests that an instance has at once before another is added. Null: what the plan makes of its memory.')
param httpConcurrency int?

@description('Settings of the app.')
param settings { *: string }

@description('URI of the blob container that its package is published to.')
param packageContainerUri string

@description('Subnet that its outgoing traffic takes. Empty: none.')
param subnetId string

@description('Application (client) id of the API in Entra ID. Only callers with a token for it are let in.')
param apiClientId string

@description('Paths that are open to callers without a token.')
param openPaths string[]

param workspaceId string

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      runtime: { name: 'node', version: nodeVersion }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      scaleAndConcurrency: union(
        {
          instanceMemoryMB: size.memoryMb
          maximumInstanceCount: size.maximumInstances
          alwaysReady: alwaysReady
        },
        httpConcurrency == null ? {} : { triggers: { http: { perInstanceConcurrency: httpConcurrency } } }
      )
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
      cors: { allowedOrigins: [] }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: settings
  }

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: {
        requireAuthentication: true
        unauthenticatedClientAction: 'Return401'
        excludedPaths: openPaths
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: apiClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: { allowedAudiences: ['api://${apiClientId}', apiClientId] }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }

  // Publishing by user name and password is off; az publishes with the deployer's token.
  resource ftpPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scmPublishing 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      // The host's own log; what functions say goes to Application Insights.
      { category: 'FunctionAppLogs', enabled: true }
      { category: 'AppServiceAuthenticationLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
