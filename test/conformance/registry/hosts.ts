// The registry as it runs: Functions hosts over one table. One is asked with a function key, one with Entra ID's tokens.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startTables } from '../../../local/tables/server.ts';
import { localSettings } from '../../../scripts/local-settings.ts';
import { connectTables } from '../../../src/azure/connect.ts';
import { registryTable } from '../../../src/azure/provision.ts';
import { startAppService } from './app-service.ts';

const root = join(import.meta.dirname, '..', '..', '..');
export const functionKey = 'conformance-key';

export type RegistryHosts = {
  /** The registry's base address on the host that asks for a function key. */
  withKey: string;
  /** The same behind App Service. */
  withToken: string;
  stop(): Promise<void>;
};

export async function startRegistryHosts(folder: string): Promise<RegistryHosts> {
  const tables = await startTables({ port: 0 });
  const settings = Object.fromEntries(
    Object.entries(localSettings()).map(([name, value]) => [
      name,
      value.replaceAll(/127\.0\.0\.1:\d+/g, `127.0.0.1:${name === 'Tables' ? tables.port : 1}`),
    ]),
  );
  await connectTables({ kind: 'connectionString', value: settings.Tables ?? '' }).createTable(registryTable);
  const keysFile = join(folder, 'host-keys.json');
  writeFileSync(
    keysFile,
    JSON.stringify({ master: 'conformance-master', functionKeys: { default: functionKey } }),
  );
  const signIn = { ASSAY_SIGN_IN_ISSUER: 'https://login.example/v2.0', ASSAY_SIGN_IN_CLIENT_ID: 'a-client' };
  const [keyed, entra] = await Promise.all([
    startHost({ ...settings, ASSAY_AUTHENTICATION: 'key' }, keysFile),
    startHost({ ...settings, ASSAY_AUTHENTICATION: 'entra', ...signIn }, keysFile),
  ]);
  const front = await startAppService(entra.port);
  return {
    withKey: `http://127.0.0.1:${keyed.port}/api/registry`,
    withToken: `${front.url}/api/registry`,
    stop: async () => {
      front.stop();
      await Promise.all([keyed.stop(), entra.stop()]);
      await tables.stop();
    },
  };
}

async function startHost(settings: Record<string, string>, keysFile: string) {
  const script = join(root, 'local', 'functions-host', 'main.ts');
  const args = ['--app', root, '--main', 'functions/*.ts', '--port', '0', '--keys-file', keysFile];
  const host = spawn(process.execPath, [script, ...args, '--with-parent'], {
    env: { ...process.env, ...settings, ASSAY_ROLES: 'serve' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>(resolve => host.once('close', () => resolve()));
  for await (const line of createInterface({ input: host.stdout })) {
    const port: number = JSON.parse(line).port;
    const stop = () => {
      host.kill();
      return ended;
    };
    return { port, stop };
  }
  throw new Error('the host ended before it was ready');
}
