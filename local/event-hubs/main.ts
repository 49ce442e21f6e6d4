// Runs the emulator as a process: `main.ts --port 5672 --hubs <file> [--data <dir>] [--sync none|always]
// [--retention-hours 24] [--with-parent]`. One JSON line on stdout says that it is ready.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEventHubs } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5672' },
    hubs: { type: 'string' },
    data: { type: 'string' },
    sync: { type: 'string', default: 'none' },
    'retention-hours': { type: 'string', default: '24' },
    'with-parent': { type: 'boolean', default: false },
  },
});

function wholeNumber(flag: 'port' | 'retention-hours'): number {
  if (!/^\d{1,5}$/.test(values[flag]))
    throw new Error(`--${flag} must be a whole number, not "${values[flag]}"`);
  return Number(values[flag]);
}

if (values.hubs === undefined)
  throw new Error('--hubs <file> is missing: {"hubs":[{"name","partitions","consumerGroups"}]}');
if (values.sync !== 'none' && values.sync !== 'always')
  throw new Error(`--sync must be none or always, not "${values.sync}"`);

const server = await startEventHubs({
  port: wholeNumber('port'),
  sync: values.sync,
  retentionHours: wholeNumber('retention-hours'),
  hubs: JSON.parse(readFileSync(values.hubs, 'utf8')).hubs,
  ...(values.data === undefined ? {} : { dataDir: values.data }),
});

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void server.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (values['with-parent']) process.stdin.resume().once('end', stop).once('error', stop);

process.stdout.write(`${JSON.stringify({ ready: true, port: server.port })}\n`);
