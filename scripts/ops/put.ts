// npm run ops -- put <file> <path>: a file of this machine becomes one of the lake's inbox, to be backfilled. It writes to the
// lake with the app's settings, as `npm run provision` does.

import { connectBlobs } from '../../src/azure/connect.ts';
import { readConfig } from '../../src/config.ts';
import { inboxFolder } from '../../src/replay/request.ts';
import { localSettings } from '../local-settings.ts';

export async function putFile(file: string, path: string): Promise<void> {
  if (!path.startsWith(inboxFolder)) throw new Error(`"${path}" is not ${inboxFolder}<source>/<name>.ndjson`);
  const { lake, lakeFileSystem } = readConfig({ ...localSettings(), ...process.env });
  await connectBlobs(lake).getContainerClient(lakeFileSystem).getBlockBlobClient(path).uploadFile(file);
  console.log(`${path} is in the lake: npm run ops -- backfill ${path}`);
}
