// One Debezium Server: reads the changes of one database, sends them to its hub. It keeps its position in the database
// itself, in a table of the schema that its user owns: no file share, and so no storage key.

import { relationalSource, catalogHub, appIdentity, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param environmentId string
param source relationalSource
param hub catalogHub
param identity appIdentity
param image string
param eventHubsNamespace string
param fullyQualifiedNamespace string
param vaultName string
param vaultUri string

var connectors = {
  postgresql: {
    class: 'io.debezium.connector.postgresql.PostgresConnector'
    url: 'jdbc:postgresql://${source.host}:${source.port}/${source.name}?sslmode=verify-full'
    databaseProperty: 'DEBEZIUM_SOURCE_DATABASE_DBNAME'
    // REPLICA IDENTITY FULL is set on the tables themselves.
    own: {
      DEBEZIUM_SOURCE_PLUGIN_NAME: 'pgoutput'
      DEBEZIUM_SOURCE_PUBLICATION_AUTOCREATE_MODE: 'filtered'
      DEBEZIUM_SOURCE_DATABASE_SSLMODE: 'verify-full'
    }
    keepsHistory: false
  }
  sqlserver: {
    class: 'io.debezium.connector.sqlserver.SqlServerConnector'
    url: 'jdbc:sqlserver://${source.host}:${source.port};databaseName=${source.name};encrypt=true'
    databaseProperty: 'DEBEZIUM_SOURCE_DATABASE_NAMES'
    own: { DEBEZIUM_SOURCE_DATABASE_ENCRYPT: 'true' }
    keepsHistory: true
  }
  mysql: {
    class: 'io.debezium.connector.mysql.MySqlConnector'
    url: 'jdbc:mysql://${source.host}:${source.port}/${source.name}?sslMode=VERIFY_IDENTITY'
    databaseProperty: 'DEBEZIUM_SOURCE_DATABASE_INCLUDE_LIST'
    own: { DEBEZIUM_SOURCE_DATABASE_SSL_MODE: 'verify_identity', DEBEZIUM_SOURCE_DATABASE_SERVER_ID: '5400' }
    keepsHistory: true
  }
}
var connector = connectors[source.connector]

var history = {
  DEBEZIUM_SOURCE_SCHEMA_HISTORY_INTERNAL: 'io.debezium.storage.jdbc.history.JdbcSchemaHistory'
  DEBEZIUM_SOURCE_SCHEMA_HISTORY_INTERNAL_JDBC_CONNECTION_URL: connector.url
}

var plain = union(
  {
    DEBEZIUM_SOURCE_CONNECTOR_CLASS: connector.class
    DEBEZIUM_SOURCE_TOPIC_PREFIX: source.source
    DEBEZIUM_SOURCE_DATABASE_HOSTNAME: source.host
    DEBEZIUM_SOURCE_DATABASE_PORT: string(source.port)
    '${connector.databaseProperty}': source.name
    DEBEZIUM_SOURCE_TABLE_INCLUDE_LIST: hub.captures!
    // Every row once, from one consistent read, and then the log; values as the platform reads them without a schema block
    // (docs/debezium.md).
    DEBEZIUM_SOURCE_SNAPSHOT_MODE: 'initial'
    DEBEZIUM_SOURCE_TIME_PRECISION_MODE: 'isostring'
    DEBEZIUM_SOURCE_DECIMAL_HANDLING_MODE: 'string'
    DEBEZIUM_SOURCE_BINARY_HANDLING_MODE: 'base64'
    DEBEZIUM_SOURCE_TOMBSTONES_ON_DELETE: 'false'
    DEBEZIUM_SOURCE_INCLUDE_SCHEMA_CHANGES: 'false'
    DEBEZIUM_SOURCE_PROVIDE_TRANSACTION_METADATA: 'false'
    DEBEZIUM_SOURCE_OFFSET_STORAGE: 'io.debezium.storage.jdbc.offset.JdbcOffsetBackingStore'
    DEBEZIUM_SOURCE_OFFSET_STORAGE_JDBC_CONNECTION_URL: connector.url
    DEBEZIUM_SINK_TYPE: 'eventhubs'
    DEBEZIUM_SINK_EVENTHUBS_AUTHMODE: 'default-azure-credential'
    DEBEZIUM_SINK_EVENTHUBS_FULLYQUALIFIEDNAMESPACE: fullyQualifiedNamespace
    DEBEZIUM_SINK_EVENTHUBS_HUBNAME: hub.hub
    DEBEZIUM_FORMAT_VALUE: 'json'
    DEBEZIUM_FORMAT_VALUE_SCHEMAS_ENABLE: 'false'
    DEBEZIUM_FORMAT_KEY: 'json'
    DEBEZIUM_FORMAT_KEY_SCHEMAS_ENABLE: 'false'
    AZURE_CLIENT_ID: identity.clientId
  },
  connector.own,
  connector.keepsHistory ? history : {}
)

var userSettings = concat(
  ['DEBEZIUM_SOURCE_DATABASE_USER', 'DEBEZIUM_SOURCE_OFFSET_STORAGE_JDBC_CONNECTION_USER'],
  connector.keepsHistory ? ['DEBEZIUM_SOURCE_SCHEMA_HISTORY_INTERNAL_JDBC_CONNECTION_USER'] : []
)

var secretNames = { user: '${source.source}-user', credential: '${source.source}-password' }

resource server 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'ca-debezium-${source.source}'
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // No ingress: nothing calls it.
      ingress: null
      secrets: [
        { name: 'user', keyVaultUrl: '${vaultUri}secrets/${secretNames.user}', identity: identity.id }
        { name: 'password', keyVaultUrl: '${vaultUri}secrets/${secretNames.credential}', identity: identity.id }
      ]
    }
    template: {
      // One, always: two would send every change twice, none would let the database keep its log for ever.
      scale: { minReplicas: 1, maxReplicas: 1 }
      containers: [
        {
          name: 'debezium-server'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(
            map(items(plain), item => { name: item.key, value: item.value }),
            map(userSettings, setting => { name: setting, secretRef: 'user' }),
            map(userSettings, setting => { name: replace(setting, '_USER', '_PASSWORD'), secretRef: 'password' })
          )
          probes: [
            {
              type: 'Liveness'
              httpGet: { path: '/q/health/live', port: 8080 }
              initialDelaySeconds: 30
              periodSeconds: 30
            }
          ]
        }
      ]
    }
  }
  dependsOn: [secretAccess]
}

resource eventHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  name: '${eventHubsNamespace}/${hub.hub}'
}

resource sending 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(eventHub.id, source.source, roleIds.eventHubsDataSender)
  scope: eventHub
  properties: {
    principalId: identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataSender)
  }
}

resource secrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' existing = [
  for secret in items(secretNames): {
    name: '${vaultName}/${secret.value}'
  }
]

resource secretAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (secret, i) in items(secretNames): {
    name: guid(secrets[i].id, source.source, roleIds.keyVaultSecretsUser)
    scope: secrets[i]
    properties: {
      principalId: identity.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    }
  }
]
