// A host of the platform's own function app with nothing behind it but Cosmos DB.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HostProcess, startHost } from '../local/functions-host/host-process.ts';

const storage =
  'DefaultEndpointsProtocol=http;AccountName=x;AccountKey=eA==;BlobEndpoint=http://127.0.0.1:1/x;QueueEndpoint=http://127.0.0.1:1/x;TableEndpoint=http://127.0.0.1:1/x;';
const eventHubs =
  'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true;';

/** Its function key is `key`. */
export function startLiveHost(
  folder: string,
  cosmosPort: number,
  main = 'functions/gold*.ts',
): Promise<HostProcess> {
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify({ master: 'master', functionKeys: { default: 'key' } }));
  return startHost({
    main,
    app: join(import.meta.dirname, '..', '..'),
    flags: ['--keys-file', keys, '--drain-ms', '500'],
    env: {
      ...{ AzureWebJobsStorage: storage, Lake: storage, Tables: storage, Queues: storage },
      EventHubs: eventHubs,
      Cosmos: `AccountEndpoint=http://127.0.0.1:${cosmosPort}/;AccountKey=eA==;`,
      ASSAY_ROLES: 'serve',
      ASSAY_CACHE_FOLDER: folder,
    },
  });
}
