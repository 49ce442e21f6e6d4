// Log Analytics and Application Insights. Telemetry is accepted only with an Entra ID token.

import { resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param name string

@minValue(30)
@maxValue(730)
param retentionDays int

@description('GB a day that the workspace takes before it stops taking: a bound on the bill. -1 for none.')
param dailyCapGb int

@description('Principals that may send telemetry.')
param publishers string[]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource publishing 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in publishers: {
    name: guid(insights.id, principalId, roleIds.monitoringMetricsPublisher)
    scope: insights
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.monitoringMetricsPublisher
      )
    }
  }
]

resource workspaceAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id

@description('Names the endpoint and the resource. It is no secret: without a token it opens nothing.')
output insightsConnectionString string = insights.properties.ConnectionString
