// Runs one of Azurite's services in this process, which was started for it alone: its own entry file under its
// own arguments. Ends when stdin does, so that it never outlives whoever started it.
//   service-process.ts blob|queue <azurite's arguments …>
import { createRequire } from 'node:module';
import { installBlobLookup } from './blob-lookup.ts';

const [service, ...flags] = process.argv.slice(2);
if (service !== 'blob' && service !== 'queue') throw new Error(`service: blob or queue, not ${service}`);
const entry = createRequire(import.meta.url).resolve(`azurite/dist/src/${service}/main.js`);
installBlobLookup(createRequire(entry)('lokijs'));
process.argv = [process.execPath, entry, ...flags];
const terminate = () => process.kill(process.pid, 'SIGTERM');
process.stdin
  .resume()
  .once('close', terminate)
  .on('error', () => undefined);
await import(entry);
