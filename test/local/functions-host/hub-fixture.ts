// Event Hubs and blob storage for a test: sends events, and reads the blobs that hosts leave behind.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventData, EventHubProducerClient } from '@azure/event-hubs';
import { BlobServiceClient } from '@azure/storage-blob';
import { type Azurite, startAzurite } from '../../../local/azurite/server.ts';
import { startEventHubs } from '../../../local/event-hubs/server.ts';
import { storageConnection } from './storage-connection.ts';

type EventHubs = Awaited<ReturnType<typeof startEventHubs>>;
export interface Hub {
  name: string;
  partitions: number;
  consumerGroups?: string[];
}

export class HubFixture {
  readonly azurite: Azurite;
  #hubs: EventHubs;
  readonly #declared: Hub[];
  #dataDir: string;

  private constructor(azurite: Azurite, hubs: EventHubs, declared: Hub[], dataDir: string) {
    this.azurite = azurite;
    this.#hubs = hubs;
    this.#declared = declared;
    this.#dataDir = dataDir;
  }

  static async start(hubs: Hub[]): Promise<HubFixture> {
    const dataDir = freshFolder();
    const services = [startAzurite({ blobPort: 0, queuePort: 0 }), listen(hubs, 0, dataDir)] as const;
    const [azurite, broker] = await Promise.all(services);
    return new HubFixture(azurite, broker, hubs, dataDir);
  }

  get connection(): string {
    return `Endpoint=sb://127.0.0.1:${this.#hubs.port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;
  }

  get port(): number {
    return this.#hubs.port;
  }

  /** The connection string that leads through a proxy. */
  connectionBy(proxyPort: number): string {
    return this.connection.replace(`:${this.port};`, `:${proxyPort};`);
  }

  /** Settings of a host over these services. */
  env(hubName: string, more: Record<string, string> = {}): Record<string, string> {
    const storage = storageConnection(this.azurite.blobPort);
    return { AzureWebJobsStorage: storage, EventHubs: this.connection, HubName: hubName, ...more };
  }

  /** All hubs are lost and made anew, empty. */
  async recreate(): Promise<void> {
    await this.#hubs.stop();
    this.#dataDir = freshFolder();
    this.#hubs = await listen(this.#declared, 0, this.#dataDir);
  }

  /** The broker goes away with its connections and comes back on the same port with its data. */
  async restart(downMs: number): Promise<void> {
    const { port } = this.#hubs;
    await this.#hubs.stop();
    await new Promise(resolve => setTimeout(resolve, downMs));
    this.#hubs = await listen(this.#declared, port, this.#dataDir);
  }

  async send(hub: string, events: EventData[], partitionId = '0'): Promise<void> {
    const producer = new EventHubProducerClient(this.connection, hub);
    await producer.sendBatch(events, { partitionId });
    await producer.close();
  }

  /** Metadata by blob name of what hosts keep about a hub. */
  async blobs(prefix: string): Promise<Record<string, Record<string, string>>> {
    const service = BlobServiceClient.fromConnectionString(storageConnection(this.azurite.blobPort));
    const container = service.getContainerClient('azure-webjobs-eventhub');
    const found: Record<string, Record<string, string>> = {};
    if (!(await container.exists())) return found;
    for await (const blob of container.listBlobsFlat({ prefix, includeMetadata: true }))
      found[blob.name] = { ...blob.metadata };
    return found;
  }

  /** Sequence number of a partition's checkpoint, or undefined. */
  async checkpoint(hub: string, partition = '0', group = '$default'): Promise<number | undefined> {
    const name = `127.0.0.1/${hub}/${group}/checkpoint/${partition}`;
    const value = (await this.blobs(name))[name]?.sequencenumber;
    return value === undefined ? undefined : Number(value);
  }

  async stop(): Promise<void> {
    await Promise.all([this.azurite.stop(), this.#hubs.stop()]);
  }
}

const freshFolder = () => mkdtempSync(join(tmpdir(), 'functions-host-hubs-'));

function listen(hubs: Hub[], port: number, dataDir: string): Promise<EventHubs> {
  const declared = hubs.map(hub => ({ ...hub, consumerGroups: hub.consumerGroups ?? ['$Default'] }));
  return startEventHubs({ port, dataDir, hubs: declared });
}
