// Who is told, and when. What each alert means and what to do is in docs/runbooks/, one page for each alert by its name.

import { resourceTags } from 'types.bicep'

param location string
param tags resourceTags
param name string
param workspaceId string
param namespaceId string
param cosmosAccountId string
param stateAccountId string
param topicId string
param lakeEventsId string

@description('The app that answers the API.')
param serveAppId string

@description('Mail addresses of who is told.')
param emails string[]

@minValue(1)
@description('Events that a consumer group may be behind in one partition before it is a lag.')
param lagEvents int

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'assay'
    enabled: true
    emailReceivers: [for (email, i) in emails: { name: 'mail-${i}', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var metricAlerts = [
  {
    name: 'api-answers-5xx'
    description: 'The API answered more than five requests in five minutes with 5xx.'
    severity: 2
    scope: serveAppId
    namespace: 'Microsoft.Web/sites'
    metric: 'Http5xx'
    threshold: 5
    dimensions: []
  }
  {
    name: 'cosmos-throttles'
    description: 'Cosmos DB refused more than 500 requests in five minutes (429): a container needs more request units.'
    severity: 3
    scope: cosmosAccountId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'TotalRequests'
    threshold: 500
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
  }
  {
    name: 'event-hubs-throttles'
    description: 'Event Hubs refused requests: the namespace needs more processing units.'
    severity: 2
    scope: namespaceId
    namespace: 'Microsoft.EventHub/namespaces'
    metric: 'ThrottledRequests'
    threshold: 0
    dimensions: []
  }
  {
    name: 'claims-throttle'
    description: 'Table storage is busy: the claims of a source need more buckets, or the platform more than one account.'
    severity: 3
    scope: stateAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    threshold: 500
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: ['ServerBusyError', 'ClientAccountRequestThrottlingError', 'ClientThrottlingError']
      }
    ]
  }
  {
    name: 'replay-dead-letters'
    description: 'A request for a replay could not be delivered for a day, and lies among the dead letters.'
    severity: 2
    scope: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DeadLetteredCount'
    threshold: 0
    dimensions: []
  }
  {
    name: 'inbox-dead-letters'
    description: 'A file in the inbox of the lake was not taken for a day: its event lies among the dead letters.'
    severity: 2
    scope: lakeEventsId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    threshold: 0
    dimensions: []
  }
]

resource onMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in metricAlerts: {
    name: '${name}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: '${alert.description} Runbook: docs/runbooks/${alert.name}.md.'
      severity: alert.severity
      enabled: true
      scopes: [alert.scope]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'over'
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.namespace
            metricName: alert.metric
            operator: 'GreaterThan'
            threshold: alert.threshold
            timeAggregation: alert.metric == 'TotalRequests' ? 'Count' : 'Total'
            dimensions: alert.dimensions
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: people.id }]
    }
  }
]

var logAlerts = [
  {
    name: 'ledger-does-not-add-up'
    description: 'Received is not silver plus quarantined plus duplicates for a partition, or bronze has a gap.'
    severity: 1
    query: loadTextContent('../queries/ledger-does-not-add-up.kql')
    minutes: 10
    operator: 'GreaterThan'
  }
  {
    name: 'committer-stands-still'
    description: 'The function maintain, which runs every ten seconds, has not succeeded once in ten minutes.'
    severity: 1
    query: loadTextContent('../queries/committer-runs.kql')
    minutes: 10
    operator: 'LessThanOrEqual'
  }
  {
    name: 'consumers-lag'
    description: 'A consumer group is behind in a partition by more events than it may be.'
    severity: 2
    query: replace(loadTextContent('../queries/consumers-lag.kql'), '{lagEvents}', string(lagEvents))
    minutes: 15
    operator: 'GreaterThan'
  }
  {
    name: 'events-wait'
    description: 'The oldest event of a partition without an outcome has waited for more than ten minutes.'
    severity: 2
    query: loadTextContent('../queries/events-wait.kql')
    minutes: 10
    operator: 'GreaterThan'
  }
  {
    name: 'quarantine-grows'
    description: 'More than a hundred events of a source went to quarantine for one reason in 15 minutes.'
    severity: 3
    query: loadTextContent('../queries/quarantine-grows.kql')
    minutes: 15
    operator: 'GreaterThan'
  }
  {
    name: 'replay-fails'
    description: 'A replay failed within the last day: what it was asked for is not done.'
    severity: 2
    query: loadTextContent('../queries/replay-fails.kql')
    minutes: 10
    operator: 'GreaterThan'
  }
  {
    name: 'replay-struggles'
    description: 'A step of a replay has failed for ten minutes and is tried on: its source or model is held until it goes through.'
    severity: 2
    query: loadTextContent('../queries/replay-struggles.kql')
    minutes: 10
    operator: 'GreaterThan'
  }
  {
    name: 'replay-steps-poisoned'
    description: 'Messages of replays could not be read five times, and lie in the poison queue.'
    severity: 3
    query: loadTextContent('../queries/replay-steps-poisoned.kql')
    minutes: 10
    operator: 'GreaterThan'
  }
  {
    name: 'batches-fail'
    description: 'Batches of a hub fail and are tried again: a dependency is out of reach, or an expectation stopped a partition.'
    severity: 2
    query: loadTextContent('../queries/batches-fail.kql')
    minutes: 15
    operator: 'GreaterThan'
  }
]

resource onLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    properties: {
      description: '${alert.description} Runbook: docs/runbooks/${alert.name}.md.'
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${alert.minutes}M'
      // The tables of a new workspace appear with their first rows.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.operator
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: [people.id] }
    }
  }
]
