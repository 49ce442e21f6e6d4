// A gateway over an Azurite of this test run, and Microsoft's clients for both of its APIs.
import {
  StorageSharedKeyCredential as BlobCredential,
  BlobServiceClient,
  RestError,
} from '@azure/storage-blob';
import { DataLakeServiceClient, StorageSharedKeyCredential } from '@azure/storage-file-datalake';
import { type Azurite, startAzurite } from '../../../local/azurite/server.ts';
import { type DataLake, startDataLake } from '../../../local/data-lake/server.ts';

const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const options = { retryOptions: { maxTries: 1 } };

export interface Lake {
  port: number;
  azurite: Azurite;
  dfs: DataLakeServiceClient;
  blob: BlobServiceClient;
  /** Past the gateway. */
  direct: BlobServiceClient;
  stop(): Promise<void>;
}

export async function startLake(): Promise<Lake> {
  const azurite = await startAzurite({ blobPort: 0, queuePort: 0 });
  const gateway: DataLake = await startDataLake({ port: 0, blobPort: azurite.blobPort });
  const url = (port: number) => `http://127.0.0.1:${port}/${ACCOUNT}`;
  return {
    port: gateway.port,
    azurite,
    dfs: new DataLakeServiceClient(url(gateway.port), new StorageSharedKeyCredential(ACCOUNT, KEY), options),
    blob: new BlobServiceClient(url(gateway.port), new BlobCredential(ACCOUNT, KEY), options),
    direct: new BlobServiceClient(url(azurite.blobPort), new BlobCredential(ACCOUNT, KEY), options),
    async stop() {
      await gateway.stop();
      await azurite.stop();
    },
  };
}

/** Status and code of the error that the call must end with. */
export async function errorOf(call: Promise<unknown>): Promise<{ status: number | undefined; code: string }> {
  const error = await call.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RestError)) throw error;
  const details = error.details as { errorCode?: string } | undefined;
  return { status: error.statusCode, code: details?.errorCode ?? error.code ?? '' };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
