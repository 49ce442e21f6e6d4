// Opens Azure's clients from a connection: a connection string, or an endpoint with the app's managed identity.

import { CosmosClient, type CosmosClientOptions } from '@azure/cosmos';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { EventHubConsumerClient, EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { DataLakeServiceClient } from '@azure/storage-file-datalake';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { Connection } from '../config.ts';

let identity: DefaultAzureCredential | undefined;
const credential = (): DefaultAzureCredential => {
  identity ??= new DefaultAzureCredential();
  return identity;
};

export function connectBlobs(connection: Connection): BlobServiceClient {
  return connection.kind === 'connectionString'
    ? BlobServiceClient.fromConnectionString(connection.value)
    : new BlobServiceClient(connection.endpoint, credential());
}

/** The dfs endpoint of the account whose blob endpoint the connection holds. */
export function connectLake(connection: Connection): DataLakeServiceClient {
  return connection.kind === 'connectionString'
    ? DataLakeServiceClient.fromConnectionString(connection.value)
    : new DataLakeServiceClient(connection.endpoint.replace('.blob.', '.dfs.'), credential());
}

/** Plain HTTP is spoken only where the connection string itself says so. */
function tableOptions(connection: Connection) {
  return {
    allowInsecureConnection:
      connection.kind === 'connectionString' && /=http:|Protocol=http;/.test(connection.value),
  };
}

export function connectTable(connection: Connection, table: string): TableClient {
  return connection.kind === 'connectionString'
    ? TableClient.fromConnectionString(connection.value, table, tableOptions(connection))
    : new TableClient(connection.endpoint, table, credential());
}

export function connectTables(connection: Connection): TableServiceClient {
  return connection.kind === 'connectionString'
    ? TableServiceClient.fromConnectionString(connection.value, tableOptions(connection))
    : new TableServiceClient(connection.endpoint, credential());
}

export function connectCosmos(connection: Connection): CosmosClient {
  const options: Partial<CosmosClientOptions> = {
    consistencyLevel: undefined,
    connectionPolicy: { enableEndpointDiscovery: false },
  };
  if (connection.kind === 'identity')
    return new CosmosClient({ ...options, endpoint: connection.endpoint, aadCredentials: credential() });
  const [, endpoint] = /AccountEndpoint=([^;]+)/.exec(connection.value) ?? [];
  const [, key] = /AccountKey=([^;]+)/.exec(connection.value) ?? [];
  if (!endpoint || !key) throw new Error('the setting "Cosmos" must hold AccountEndpoint=…;AccountKey=…');
  return new CosmosClient({ ...options, endpoint, key });
}

export function connectHub(
  connection: Connection,
  hub: string,
  consumerGroup: string,
): EventHubConsumerClient {
  return connection.kind === 'connectionString'
    ? new EventHubConsumerClient(consumerGroup, connection.value, hub)
    : new EventHubConsumerClient(consumerGroup, connection.endpoint, hub, credential());
}

export function connectHubProducer(connection: Connection, hub: string): EventHubProducerClient {
  return connection.kind === 'connectionString'
    ? new EventHubProducerClient(connection.value, hub)
    : new EventHubProducerClient(connection.endpoint, hub, credential());
}

export function connectQueue(connection: Connection, queue: string): QueueClient {
  const service =
    connection.kind === 'connectionString'
      ? QueueServiceClient.fromConnectionString(connection.value)
      : new QueueServiceClient(connection.endpoint, credential());
  return service.getQueueClient(queue);
}
