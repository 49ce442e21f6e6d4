// What the platform remembers outside the lake: claims, ledger and schemas in Table storage, dead letters of Event Grid as blobs.
// An account of its own, because an account serves 20,000 entities a second and the claims need them.

import { networkAccess, resourceTags } from 'types.bicep'
import { roleIds } from 'role-ids.bicep'

param location string
param tags resourceTags
param accountName string
param claimsTable string
param ledgerTable string
param registryTable string

param replaysTable string

@description('Table of what each process says of itself, and of the history of that.')
param pulseTable string

@description('Queue of the steps of replays. What could not be done lies in the queue of that name with -poison.')
param stepsQueue string

param zoneRedundant bool
param privateNetwork bool
param network networkAccess
param workspaceId string

@description('Principals that claim identities of events.')
param claimants string[]

@description('Principals that move the ledger.')
param ledgerKeepers string[]

@description('Principals that read the ledger.')
param ledgerReaders string[]

@description('Principals that read and register schemas.')
param registrars string[]

@description('Principals that look up the schemas that frames name.')
param schemaReaders string[]

@description('Principals that start replays, cancel them, and keep how far they are.')
param replayKeepers string[]

@description('Principals that say how they are.')
param pulsing string[]

@description('Principals that put steps into the queue.')
param stepSenders string[]

@description('Principals that do steps: the trigger also counts messages, and moves those that fail to the poison queue.')
param stepWorkers string[]

var queues = [stepsQueue, '${stepsQueue}-poison']
var deadLetterContainer = 'dead-letters'

module account 'storage-account.bicep' = {
  name: 'state-account'
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

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [
  for table in [claimsTable, ledgerTable, registryTable, replaysTable, pulseTable]: {
    name: '${accountName}/default/${table}'
    dependsOn: [account]
  }
]

resource workQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for queue in queues: {
    name: '${accountName}/default/${queue}'
    dependsOn: [account]
  }
]

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  name: '${accountName}/default/${deadLetterContainer}'
  properties: { publicAccess: 'None' }
  dependsOn: [account]
}

module claiming 'role-on-table.bicep' = {
  name: 'claimants'
  params: {
    accountName: accountName
    tableName: claimsTable
    roleId: roleIds.storageTableDataContributor
    principalIds: claimants
  }
  dependsOn: [tables]
}

module keeping 'role-on-table.bicep' = {
  name: 'ledger-keepers'
  params: {
    accountName: accountName
    tableName: ledgerTable
    roleId: roleIds.storageTableDataContributor
    principalIds: ledgerKeepers
  }
  dependsOn: [tables]
}

module reading 'role-on-table.bicep' = {
  name: 'ledger-readers'
  params: {
    accountName: accountName
    tableName: ledgerTable
    roleId: roleIds.storageTableDataReader
    principalIds: ledgerReaders
  }
  dependsOn: [tables]
}

module registering 'role-on-table.bicep' = {
  name: 'registrars'
  params: {
    accountName: accountName
    tableName: registryTable
    roleId: roleIds.storageTableDataContributor
    principalIds: registrars
  }
  dependsOn: [tables]
}

module schemaReading 'role-on-table.bicep' = {
  name: 'schema-readers'
  params: {
    accountName: accountName
    tableName: registryTable
    roleId: roleIds.storageTableDataReader
    principalIds: schemaReaders
  }
  dependsOn: [tables]
}

module replaying 'role-on-table.bicep' = {
  name: 'replay-keepers'
  params: {
    accountName: accountName
    tableName: replaysTable
    roleId: roleIds.storageTableDataContributor
    principalIds: replayKeepers
  }
  dependsOn: [tables]
}

module pulses 'role-on-table.bicep' = {
  name: 'pulses'
  params: {
    accountName: accountName
    tableName: pulseTable
    roleId: roleIds.storageTableDataContributor
    principalIds: pulsing
  }
  dependsOn: [tables]
}

module stepSending 'role-on-queue.bicep' = {
  name: 'step-senders'
  params: {
    accountName: accountName
    queueName: stepsQueue
    roleId: roleIds.storageQueueDataMessageSender
    principalIds: stepSenders
  }
  dependsOn: [workQueues]
}

module stepWorking 'role-on-queue.bicep' = [
  for queue in queues: {
    name: 'step-workers-${queue}'
    params: {
      accountName: accountName
      queueName: queue
      roleId: roleIds.storageQueueDataContributor
      principalIds: stepWorkers
    }
    dependsOn: [workQueues]
  }
]

output accountId string = account.outputs.id
output accountName string = account.outputs.name
output queueEndpoint string = account.outputs.queueEndpoint
output tableEndpoint string = account.outputs.tableEndpoint
output deadLetterContainer string = deadLetterContainer
