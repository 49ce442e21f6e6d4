// Runs Azurite's blob service, and its queue service when that has a port: `main.ts --blob-port 10000 [--queue-port 10001]
// [--data <dir>] [--with-parent]`. One JSON line on stdout says that they are ready; if one ends, so does this process.
import { parseArgs } from 'node:util';
import { startAzurite } from './server.ts';

const { values } = parseArgs({
  options: {
    'blob-port': { type: 'string', default: '0' },
    'queue-port': { type: 'string' },
    data: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});

function portOf(name: 'blob-port' | 'queue-port'): number {
  const port = Number(values[name]);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--${name}: not a port: ${values[name]}`);
  return port;
}

const azurite = await startAzurite({
  blobPort: portOf('blob-port'),
  queuePort: values['queue-port'] === undefined ? undefined : portOf('queue-port'),
  dataDir: values.data,
});

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void azurite.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['with-parent']) process.stdin.resume().once('end', stop).once('error', stop);
void azurite.ended.then(reason => {
  if (stopping) return;
  process.stderr.write(`${reason}\n`);
  void azurite.stop().then(() => process.exit(1));
});

const { blobPort, queuePort } = azurite;
process.stdout.write(`${JSON.stringify({ ready: true, port: blobPort, blobPort, queuePort })}\n`);
