// Runs the Data Lake gateway as a process: `main.ts --port 10003 --blob-port 10000 [--with-parent]`.
// One JSON line on stdout says that it is ready. Its data is Azurite's.
import { parseArgs } from 'node:util';
import { startDataLake } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'blob-port': { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});

function portOf(name: 'port' | 'blob-port', least: number): number {
  const port = Number(values[name]);
  if (!Number.isInteger(port) || port < least || port > 65_535)
    throw new Error(`--${name}: not a port: ${values[name]}`);
  return port;
}

const lake = await startDataLake({ port: portOf('port', 0), blobPort: portOf('blob-port', 1) });

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void lake.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['with-parent']) process.stdin.resume().once('end', stop).once('error', stop);

process.stdout.write(`${JSON.stringify({ ready: true, port: lake.port })}\n`);
