// Event Grid for replays: a topic that operators publish to, and the lake's own events. The function `replay` takes them.
// Before its package is published the subscriptions must be off: Azure refuses those to a function that is not there.

import { networkAccess, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param name string
param lakeAccountId string
param fileSystem string

@description('Account and container for events that could not be delivered.')
param deadLetters { accountName: string, accountId: string, container: string }

@description('True when there is a function that takes the events.')
param replayEnabled bool

@description('Resource id of that function.')
param replayFunctionId string

@description('Entra ID principals that may ask for a replay.')
param publishers string[]

param privateNetwork bool
param network networkAccess
param workspaceId string

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: 'evgt-${name}'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    inboundIpRules: [for address in network.allowedAddresses: { ipMask: address, action: 'Allow' }]
    dataResidencyBoundary: 'WithinRegion'
  }
}

resource lakeEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgst-${name}'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: { source: lakeAccountId, topicType: 'Microsoft.Storage.StorageAccounts' }
}

resource publishing 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in publishers: {
    name: guid(topic.id, principalId, roleIds.eventGridDataSender)
    scope: topic
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventGridDataSender)
    }
  }
]

module deadLettering 'role-on-container.bicep' = {
  name: 'dead-letter-writers'
  params: {
    accountName: deadLetters.accountName
    containerName: deadLetters.container
    roleId: roleIds.storageBlobDataContributor
    principalIds: [topic.identity.principalId, lakeEvents.identity.principalId]
  }
}

var destination = {
  endpointType: 'AzureFunction'
  properties: { resourceId: replayFunctionId, maxEventsPerBatch: 1 }
}

var deadLetterDestination = {
  identity: { type: 'SystemAssigned' }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: deadLetters.accountId, blobContainerName: deadLetters.container }
  }
}

// A day of tries, then the dead letters and an alert.
var retryPolicy = { eventTimeToLiveInMinutes: 1440, maxDeliveryAttempts: 30 }

resource replays 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = if (replayEnabled) {
  parent: topic
  name: 'replay'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    destination: destination
    deadLetterWithResourceIdentity: deadLetterDestination
    retryPolicy: retryPolicy
    filter: { subjectBeginsWith: '', includedEventTypes: null }
  }
  dependsOn: [deadLettering]
}

resource inbox 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (replayEnabled) {
  parent: lakeEvents
  name: 'inbox'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    destination: destination
    deadLetterWithResourceIdentity: deadLetterDestination
    retryPolicy: retryPolicy
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${fileSystem}/blobs/inbox/'
    }
  }
  dependsOn: [deadLettering]
}

resource topicDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: topic
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'DeliveryFailures', enabled: true }
      { category: 'PublishFailures', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource lakeEventsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: lakeEvents
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (privateNetwork) {
  name: 'event-grid-endpoint'
  params: {
    location: location
    tags: tags
    name: 'pep-${topic.name}'
    serviceId: topic.id
    group: 'topic'
    subnetId: network.endpointSubnetId
    dnsZoneId: network.dnsZoneIds.?eventGrid ?? ''
  }
}

output topicId string = topic.id
output lakeEventsId string = lakeEvents.id
output topicEndpoint string = topic.properties.endpoint
