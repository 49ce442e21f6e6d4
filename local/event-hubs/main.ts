// Runs the local Event Hubs as a process:
//   --port 5672 [--kafka-port 9092] --hubs hubs.json [--data dir] [--sync none|always] [--retention-hours 24]
//   [--with-parent]
import { parseArgs } from 'node:util';
import { readHubs } from './hubs-config.ts';
import { startEventHubs } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5672' },
    'kafka-port': { type: 'string' },
    hubs: { type: 'string' },
    data: { type: 'string' },
    sync: { type: 'string', default: 'none' },
    'retention-hours': { type: 'string', default: '24' },
    'with-parent': { type: 'boolean', default: false },
  },
});

function whole(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) throw new Error(`--${name} ${text} is not a number up to ${max}`);
  return value;
}

if (values.hubs === undefined) throw new Error('--hubs is missing: a JSON file that lists the hubs');
if (values.sync !== 'none' && values.sync !== 'always')
  throw new Error(`--sync ${values.sync} is neither none nor always`);

const service = await startEventHubs({
  port: whole('port', values.port, 65_535),
  hubs: readHubs(values.hubs),
  sync: values.sync,
  retentionHours: whole('retention-hours', values['retention-hours'], 24 * 90),
  ...(values['kafka-port'] === undefined
    ? {}
    : { kafkaPort: whole('kafka-port', values['kafka-port'], 65_535) }),
  ...(values.data === undefined ? {} : { dataDir: values.data }),
});
process.stdout.write(
  `${JSON.stringify({ ready: true, port: service.port, kafkaPort: service.kafka?.port })}\n`,
);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), 5_000).unref();
  await service.stop();
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
if (values['with-parent'])
  process.stdin
    .resume()
    .on('end', () => void stop())
    .on('error', () => void stop());
