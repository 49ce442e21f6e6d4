// The Cosmos DB stand-in as a process: --port, --data, --sync, --with-parent.
import { parseArgs } from 'node:util';
import { startCosmos } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    sync: { type: 'string', default: 'never' },
    'with-parent': { type: 'boolean', default: false },
  },
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error(`--port ${values.port} is not a port`);
if (values.sync !== 'always' && values.sync !== 'never')
  throw new Error(`--sync ${values.sync}: always or never`);

const cosmos = await startCosmos({ port, dataDir: values.data, sync: values.sync });

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await cosmos.stop();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['with-parent']) process.stdin.on('end', stop).resume();
process.stdout.write(`${JSON.stringify({ ready: true, port: cosmos.port })}\n`);
