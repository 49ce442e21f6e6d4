// Runs the table service as a process: `main.ts --port 10002 [--data <dir>] [--sync os|always] [--with-parent]`.
// One JSON line on stdout says that it is ready.
import { parseArgs } from 'node:util';
import { startTables } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    sync: { type: 'string', default: 'os' },
    account: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error(`--port: not a port: ${values.port}`);
if (values.sync !== 'os' && values.sync !== 'always')
  throw new Error(`--sync: os or always, not ${values.sync}`);

const tables = await startTables({ port, dataDir: values.data, sync: values.sync, account: values.account });

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 4_000).unref();
  void tables.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['with-parent']) process.stdin.resume().once('end', stop).once('error', stop);

process.stdout.write(`${JSON.stringify({ ready: true, port: tables.port })}\n`);
