// The function apps as they are deployed: one package, split by role, each app scaled by itself.

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './local-azure.ts';
import { type Service, startService } from './service.ts';

export type FunctionApp = { name: string; service: Service };

/** Bronze is not waited for by anyone: it gathers two seconds of events into one file. */
export const bronzeSettings = {
  AzureFunctionsJobHost__extensions__eventHubs__minEventBatchSize: '2000',
  AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize: '5000',
  AzureFunctionsJobHost__extensions__eventHubs__prefetchCount: '5000',
  AzureFunctionsJobHost__extensions__eventHubs__maxWaitTime: '00:00:02',
  AzureFunctionsJobHost__extensions__eventHubs__batchCheckpointFrequency: '1',
};

export type HostOptions = {
  name: string;
  roles: string;
  port: number;
  settings: Record<string, string>;
  dataDir: string;
};

const functionKey = 'local-function-key';
export const masterKey = 'local-master-key';
export const keyHeaders = { 'x-functions-key': functionKey };

export async function startHost({ name, roles, port, settings, dataDir }: HostOptions): Promise<FunctionApp> {
  const keysFile = join(dataDir, 'host-keys.json');
  writeFileSync(
    keysFile,
    JSON.stringify({ master: masterKey, functionKeys: { default: functionKey }, systemKeys: {} }),
  );
  const service = await startService({
    name,
    script: join(root, 'local', 'functions-host', 'main.ts'),
    args: [
      '--app',
      root,
      '--main',
      'functions/*.ts',
      '--port',
      String(port),
      '--id',
      name,
      '--keys-file',
      keysFile,
      // Streams of live answers do not end by themselves; what a host cleans up needs the rest of its ten seconds.
      '--drain-ms',
      '5000',
    ],
    env: { ...settings, ASSAY_ROLES: roles, ...(roles === 'bronze' ? bronzeSettings : {}) },
    logFolder: join(dataDir, 'logs'),
    // What commits to the lake works in bursts, and no event waits for it.
    patient: !roles.includes('refine'),
  });
  return { name, service };
}

/** Makes what the Bicep template makes in Azure. */
export async function provision(settings: Record<string, string>): Promise<void> {
  const script = join(root, 'scripts', 'provision.ts');
  await promisify(execFile)(process.execPath, [script], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...settings },
  });
}
