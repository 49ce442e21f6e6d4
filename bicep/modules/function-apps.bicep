// Four apps from one package: what they run is told by ASSAY_ROLES, and each scales by itself.

import { appIdentity, resourceTags, sizing } from 'types.bicep'

param location string
param tags resourceTags
param name string
param suffix string
param nodeVersion string
param sizes sizing

@description('Sources of the catalog: each has a function `bronze-<source>` and a function `refine-<source>`.')
param sources string[]

param identities { ingest: appIdentity, refine: appIdentity, serve: appIdentity, maintain: appIdentity }

@description('Settings that all apps have.')
param settings { *: string }

@description('Blob endpoint of the account with the containers `package-<role>`.')
param packagesUri string

param subnetId string
param apiClientId string
param workspaceId string

// Bronze is waited for by nobody: it gathers two seconds of a partition into one file. See docs/host-settings.md.
var gathering = {
  AzureFunctionsJobHost__extensions__eventHubs__minEventBatchSize: '2000'
  AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize: '5000'
  AzureFunctionsJobHost__extensions__eventHubs__prefetchCount: '5000'
  AzureFunctionsJobHost__extensions__eventHubs__maxWaitTime: '00:00:02'
  AzureFunctionsJobHost__extensions__eventHubs__batchCheckpointFrequency: '1'
}

// Hundreds of batches a second would fill the log with requests that say nothing. Counts in the log stay right: every
// record says how many it stands for.
var sampling = {
  AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__maxTelemetryItemsPerSecond: '1'
}

// On Flex Consumption every trigger but HTTP scales by itself, so every function has its own count.
var refineReady = map(sources, source => {
  name: 'function:refine-${source}'
  instanceCount: sizes.refine.alwaysReady + (sizes.refineAlwaysReadyBySource[?source] ?? 0)
})

var apps = [
  {
    role: 'ingest'
    roles: 'bronze'
    identity: identities.ingest
    size: sizes.ingest
    alwaysReady: map(sources, source => {
      name: 'function:bronze-${source}'
      instanceCount: sizes.ingest.alwaysReady
    })
    own: union(gathering, sampling)
    openPaths: []
  }
  {
    role: 'refine'
    roles: 'refine'
    identity: identities.refine
    size: sizes.refine
    alwaysReady: refineReady
    own: sampling
    openPaths: []
  }
  {
    role: 'serve'
    roles: 'serve'
    identity: identities.serve
    size: sizes.serve
    alwaysReady: [{ name: 'http', instanceCount: sizes.serve.alwaysReady }]
    own: {}
    // The console's files hold no data, and sign people in.
    openPaths: ['/api/health', '/api/console', '/api/console/*']
  }
  {
    role: 'maintain'
    roles: 'maintain'
    identity: identities.maintain
    size: sizes.maintain
    alwaysReady: [{ name: 'function:maintain', instanceCount: sizes.maintain.alwaysReady }]
    own: {}
    // Event Grid brings the function's own key, and no token.
    openPaths: ['/runtime/webhooks/eventgrid']
  }
]

module functionApps 'function-app.bicep' = [
  for app in apps: {
    name: 'function-app-${app.role}'
    params: {
      location: location
      tags: tags
      name: '${name}-${app.role}-${suffix}'
      nodeVersion: nodeVersion
      identity: app.identity
      size: app.size
      alwaysReady: filter(app.alwaysReady, ready => ready.instanceCount > 0)
      settings: union(settings, app.own, {
        ASSAY_ROLES: app.roles
        AZURE_CLIENT_ID: app.identity.clientId
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: app.identity.clientId
        EventHubs__credential: 'managedidentity'
        EventHubs__clientId: app.identity.clientId
        Queues__credential: 'managedidentity'
        Queues__clientId: app.identity.clientId
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${app.identity.clientId};Authorization=AAD'
      })
      packageContainerUri: '${packagesUri}package-${app.role}'
      subnetId: subnetId
      apiClientId: apiClientId
      // A live answer is a request for as long as its client stays, and nearly idle.
      httpConcurrency: app.role == 'serve' ? 100 : null
      openPaths: app.openPaths
      workspaceId: workspaceId
    }
  }
]

@description('Names of the apps by role.')
output names { ingest: string, refine: string, serve: string, maintain: string } = {
  ingest: functionApps[0].outputs.name
  refine: functionApps[1].outputs.name
  serve: functionApps[2].outputs.name
  maintain: functionApps[3].outputs.name
}

@description('Resource ids of the apps that others refer to.')
output ids { serve: string, maintain: string } = {
  serve: functionApps[2].outputs.id
  maintain: functionApps[3].outputs.id
}

output apiUrl string = functionApps[2].outputs.url
