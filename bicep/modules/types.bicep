// What the modules hand to each other, by name.

@export()
@description('A hub of the catalog.')
type catalogHub = {
  @description('Folder in catalog/.')
  source: string

  @description('Name of the event hub.')
  hub: string

  @minValue(1)
  partitions: int

  @description('For a relational source: the tables that Debezium captures, parted by commas.')
  captures: string?
}

@export()
@description('How large one function app is.')
type appSize = {
  @description('Memory of an instance in MB. 2048 comes with one core.')
  memoryMb: 512 | 2048 | 4096

  @minValue(1)
  @maxValue(1000)
  @description('Most instances that one function, or the HTTP functions together, may have.')
  maximumInstances: int

  @minValue(0)
  @description('Instances that always run, for each function that has a trigger of its own, or for HTTP.')
  alwaysReady: int
}

@export()
@description('The sizes of everything that is paid for by its size.')
type sizing = {
  @minValue(1)
  @maxValue(16)
  @description('Processing units of Event Hubs Premium: 5 to 10 MB/s in each.')
  processingUnits: int

  @description('Most request units a second of a gold container, by model. Ten per cent of it is paid for at rest.')
  goldMaxRequestUnits: { *: int }

  ingest: appSize
  refine: appSize
  serve: appSize
  maintain: appSize

  @description('More instances that always run for the refine function of a busy source, by source.')
  refineAlwaysReadyBySource: { *: int }
}

@export()
@description('The user-assigned identity of one app.')
type appIdentity = {
  @description('Resource id.')
  id: string
  clientId: string
  principalId: string
}

@export()
@description('Where a relational source lives. Its user and password are in Key Vault, as <source>-user and <source>-password.')
type relationalSource = {
  @description('Source of the catalog with the encoding debezium.')
  source: string
  connector: 'postgresql' | 'sqlserver' | 'mysql'
  host: string

  @minValue(1)
  @maxValue(65535)
  port: int
  name: string
}

@export()
@description('What a service may be reached from. Whether only private endpoints lead to it is told beside it, because that is known before anything is deployed.')
type networkAccess = {
  @description('Addresses or ranges that the storage accounts, Cosmos DB, Event Hubs and Key Vault admit. Empty: any address, with an Entra ID token, unless the network is private.')
  allowedAddresses: string[]

  @description('Subnet of the private endpoints; empty when there is none.')
  endpointSubnetId: string

  @description('Private DNS zones by service; empty when there are no private endpoints.')
  dnsZoneIds: { *: string }
}

@export()
@description('Tags of every resource.')
type resourceTags = { *: string }
