// A lock over all hosts of one app: the lease of a blob in `azure-webjobs-hosts`, as the real host's Singleton has it.
// While `held` is true no other host holds it; a killed holder's lease ends by itself after `leaseSeconds`.
import {
  BlobServiceClient,
  type BlockBlobClient,
  type ContainerClient,
  RestError,
} from '@azure/storage-blob';

export interface LockOptions {
  /** Connection string of AzureWebJobsStorage. */
  storage: string;
  /** Blob name, such as locks/<host id>/Host.Functions.<name>.Listener. */
  name: string;
  /** 15 to 60, the service's limits. */
  leaseSeconds: number;
  /** How often a host without the lock tries again. */
  retryMs: number;
  onError(error: unknown): void;
}

export class SingletonLock {
  readonly #options: LockOptions;
  readonly #container: ContainerClient;
  readonly #blob: BlockBlobClient;
  #leaseId: string | undefined;
  #goodUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;
  #ready = false;
  onAcquired: () => void = () => undefined;

  constructor(options: LockOptions) {
    this.#options = options;
    const service = BlobServiceClient.fromConnectionString(options.storage);
    this.#container = service.getContainerClient('azure-webjobs-hosts');
    this.#blob = this.#container.getBlockBlobClient(options.name);
  }

  get held(): boolean {
    return this.#leaseId !== undefined && Date.now() < this.#goodUntil;
  }

  start(): void {
    this.#turn(0);
  }

  /** Stops renewing and gives the lease back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
    const id = this.#leaseId;
    this.#leaseId = undefined;
    if (id !== undefined) await this.#blob.getBlobLeaseClient(id).releaseLease().catch(this.#options.onError);
  }

  #turn(delayMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#attempt();
    }, delayMs);
  }

  async #attempt(): Promise<void> {
    const { leaseSeconds, retryMs } = this.#options;
    const asked = Date.now();
    try {
      if (this.#leaseId !== undefined) await this.#blob.getBlobLeaseClient(this.#leaseId).renewLease();
      else this.#leaseId = await this.#acquire();
    } catch (error) {
      if (isTaken(error)) this.#leaseId = undefined;
      else this.#options.onError(error);
    }
    if (this.#leaseId === undefined) return this.#turn(retryMs);
    const first = !this.held;
    // Counted from before the request: the service started its clock later than that.
    if (asked + leaseSeconds * 1000 > Date.now()) this.#goodUntil = asked + leaseSeconds * 1000;
    if (first && !this.#stopped) this.onAcquired();
    this.#turn((leaseSeconds * 1000) / 3);
  }

  async #acquire(): Promise<string | undefined> {
    if (!this.#ready) await this.#createBlob();
    const response = await this.#blob.getBlobLeaseClient().acquireLease(this.#options.leaseSeconds);
    return response.leaseId;
  }

  async #createBlob(): Promise<void> {
    await this.#container.createIfNotExists();
    try {
      await this.#blob.upload('', 0, { conditions: { ifNoneMatch: '*' } });
    } catch (error) {
      // 409: it exists; 412: it exists and is leased.
      if (!isTaken(error)) throw error;
    }
    this.#ready = true;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412);
}
