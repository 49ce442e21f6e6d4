// Opens Azure's clients from a connection: a connection string, or an endpoint with the app's managed identity.

import { ConsistencyLevel, CosmosClient, type CosmosClientOptions } from '@azure/cosmos';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { EventHubConsumerClient, EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { DataLakeServiceClient } from '@azure/storage-file-datalake';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { Connection } from '../config.ts';
import { createTimedHttp } from './timed-http.ts';

let identity: DefaultAzureCredential | undefined;
const credential = (): DefaultAzureCredential => {
  identity ??= new DefaultAzureCredential();
  return identity;
};

/** One for all tables: they share its connections. */
const httpClient = createTimedHttp();

/**
 * This leaves connections to Node.js's own agent, which keeps them alive too, but gives an idle one up after five seconds.
 * The SDK's agent keeps it for ever: after an outage each dead one that it holds would cost a call its time-out.
 */
const storageOptions = { keepAliveOptions: { enable: false } };

/** As long as the other services are given. The default is a minute, and folds wait for each other. */
const cosmosTimeoutMs = 10_000;

/** Of a question to Event Hubs: three tries. By default a caller is held for five minutes, and half a minute between tries. */
const hubRetries = { timeoutInMs: 10_000, maxRetries: 2, retryDelayInMs: 1_000 };

export function connectBlobs(connection: Connection): BlobServiceClient {
  return connection.kind === 'connectionString'
    ? BlobServiceClient.fromConnectionString(connection.value, storageOptions)
    : new BlobServiceClient(connection.endpoint, credential(), storageOptions);
}

/** The dfs endpoint of the account whose blob endpoint the connection holds. */
export function connectLake(connection: Connection): DataLakeServiceClient {
  return connection.kind === 'connectionString'
    ? DataLakeServiceClient.fromConnectionString(connection.value, storageOptions)
    : new DataLakeServiceClient(connection.endpoint.replace('.blob.', '.dfs.'), credential(), storageOptions);
}

/** Plain HTTP is spoken only where the connection string itself says so. */
function tableOptions(connection: Connection) {
  return {
    httpClient,
    allowInsecureConnection:
      connection.kind === 'connectionString' && /=http:|Protocol=http;/.test(connection.value),
  };
}

export function connectTable(connection: Connection, table: string): TableClient {
  return connection.kind === 'connectionString'
    ? TableClient.fromConnectionString(connection.value, table, tableOptions(connection))
    : new TableClient(connection.endpoint, table, credential(), tableOptions(connection));
}

export function connectTables(connection: Connection): TableServiceClient {
  return connection.kind === 'connectionString'
    ? TableServiceClient.fromConnectionString(connection.value, tableOptions(connection))
    : new TableServiceClient(connection.endpoint, credential(), tableOptions(connection));
}

/** `session` makes each read at least as new as every one before it in this client: then two kinds of reads fit together. */
export function connectCosmos(connection: Connection, { session = false } = {}): CosmosClient {
  const options: Partial<CosmosClientOptions> = {
    consistencyLevel: session ? ConsistencyLevel.Session : undefined,
    connectionPolicy: { enableEndpointDiscovery: false, requestTimeout: cosmosTimeoutMs },
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
    ? new EventHubConsumerClient(consumerGroup, connection.value, hub, { retryOptions: hubRetries })
    : new EventHubConsumerClient(consumerGroup, connection.endpoint, hub, credential(), {
        retryOptions: hubRetries,
      });
}

export function connectHubProducer(connection: Connection, hub: string): EventHubProducerClient {
  return connection.kind === 'connectionString'
    ? new EventHubProducerClient(connection.value, hub)
    : new EventHubProducerClient(connection.endpoint, hub, credential());
}

export function connectQueue(connection: Connection, queue: string): QueueClient {
  const service =
    connection.kind === 'connectionString'
      ? QueueServiceClient.fromConnectionString(connection.value, storageOptions)
      : new QueueServiceClient(connection.endpoint, credential(), storageOptions);
  return service.getQueueClient(queue);
}
