// npm run produce -- <source> <file.ndjson|->: sends events that the catalog accepts, and tells of each other what is wrong.

import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { createHubSender } from '../../src/azure/hub-sender.ts';
import { readConfig } from '../../src/config.ts';
import type { JsonObject } from '../../src/json.ts';
import { readCatalog } from '../../src/package-files.ts';
import type { HubMessage, ProducerFormat } from '../../src/producer/frame.ts';
import { createProducer } from '../../src/producer/producer.ts';
import { localSettings } from '../local-settings.ts';
import { readEvents } from './read-events.ts';
import { schemaIds } from './schema-ids.ts';

const help = `Sends events that the catalog accepts:

  produce <source> <file.ndjson>   a line is {"type": …, "data": {…}, "id"?, "source"?}; - reads the standard input

  --type NAME       lines are the data alone, of this type
  --format NAME     cloudevents, cloudevents-binary or json; default: the source's first
  --registry URL    in Confluent's framing, with the ids of this registry; a key or token: ASSAY_REGISTRY_KEY, ASSAY_REGISTRY_TOKEN
  --dry-run         validates and sends nothing`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    type: { type: 'string' },
    format: { type: 'string' },
    registry: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Events that are sent together. */
const batchSize = 500;

async function main(): Promise<void> {
  const [name, path] = positionals;
  if (name === undefined || path === undefined) throw new Error(`give a source and a file\n\n${help}`);
  const source = readCatalog().sources.find(candidate => candidate.name === name);
  if (!source) throw new Error(`the catalog has no source "${name}"`);
  const { ASSAY_REGISTRY_KEY: key, ASSAY_REGISTRY_TOKEN: token } = process.env;
  const headers = {
    ...(key ? { 'x-functions-key': key } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const prepare = createProducer<Record<string, JsonObject>>(source, {
    ...(values.format === undefined ? {} : { format: formatOf(values.format) }),
    ...(values.registry === undefined
      ? {}
      : { schemaIdOf: await schemaIds(values.registry, headers, source) }),
  });
  const sender = values['dry-run']
    ? null
    : createHubSender(readConfig({ ...localSettings(), ...process.env }).eventHubs, source.hub);
  const counts = { accepted: 0, refused: 0 };
  let waiting: HubMessage[] = [];
  const flush = async () => {
    await sender?.send(waiting);
    waiting = [];
  };
  const refuse = (number: number, why: string) => {
    counts.refused += 1;
    console.error(`${path}:${number}: ${why}`);
  };
  for await (const line of readEvents(
    path === '-' ? process.stdin : createReadStream(path),
    name,
    values.type,
  )) {
    if ('problem' in line) {
      refuse(line.number, line.problem);
      continue;
    }
    const prepared = prepare(line.event);
    if (!prepared.ok) {
      const { reason, detail, pointer } = prepared.rejection;
      refuse(line.number, `${reason} at ${pointer || '/'}: ${detail}`);
      continue;
    }
    for (const warning of prepared.warnings)
      console.error(`${path}:${line.number}: warning: "${warning}" does not hold`);
    counts.accepted += 1;
    if (waiting.push(prepared.message) === batchSize) await flush();
  }
  await flush();
  await sender?.close();
  console.log(
    `${source.hub}: ${counts.accepted} events ${sender ? 'sent' : 'are valid'}, ${counts.refused} refused`,
  );
  if (counts.refused > 0) process.exitCode = 1;
}

function formatOf(text: string): ProducerFormat {
  if (text === 'cloudevents' || text === 'cloudevents-binary' || text === 'json') return text;
  throw new Error(`--format is cloudevents, cloudevents-binary or json, not "${text}"`);
}

if (values.help) console.log(help);
else
  await main().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
