// The pure path, decode to fold, without I/O, beside the floor of JSON.parse and the compiled schemas alone on the same
// events: `npm run bench:pure`. Rounds alternate, so that the machine's drift meets both.

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openStream } from '../local/sources/generate.ts';
import { compileJudge } from '../src/events/judge.ts';
import type { RawEvent } from '../src/events/raw-event.ts';
import { type AcceptedEvent, foldBatch } from '../src/gold/fold.ts';
import { keptModels } from '../src/gold/kept-models.ts';
import { readCatalog, readModels } from '../src/package-files.ts';

const eventCount = 50_000;
const rounds = 7;
const batchSize = 64;

const stream = openStream({
  seed: 1,
  run: 'BENCH',
  startMs: Date.now(),
  sources: [],
  duplicates: 0,
  late: 0,
  outOfOrder: 0,
  invalid: 0,
});
const events = Array.from({ length: eventCount }, () => stream.next(Date.now()));
const catalog = readCatalog();
const judges = new Map(catalog.sources.map(source => [source.hub, compileJudge(source)]));
const models = keptModels(readModels());
const raw = events.map((event, sequenceNumber): RawEvent & { hub: string } => ({
  hub: event.hub,
  sequenceNumber,
  offset: '0',
  enqueuedTimeMs: Date.now(),
  partitionKey: null,
  contentType: null,
  properties: {},
  systemProperties: {},
  body: event.body,
}));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validators = new Map(
  catalog.sources.flatMap(({ types }) => types.map(type => [type.name, ajv.compile(type.schema)])),
);

function floor(): void {
  for (const [i, { body }] of raw.entries()) {
    const parsed = JSON.parse(body.toString());
    const validate = validators.get(events[i]?.truth.type ?? '');
    for (const row of parsed.data ? [parsed.data] : [parsed.before, parsed.after]) if (row) validate?.(row);
  }
}

function purePath(): void {
  for (const [hub, lane] of Map.groupBy(raw, event => event.hub)) {
    const judge = judges.get(hub);
    for (let i = 0; i < lane.length; i += batchSize) {
      const accepted: AcceptedEvent[] = [];
      for (const event of lane.slice(i, i + batchSize)) {
        const judgement = judge?.(event);
        if (judgement?.ok === true) accepted.push({ ...event, event: judgement.event });
      }
      foldBatch(models, { hub, partitionId: '0' }, accepted);
    }
  }
}

function eventsPerSecond(work: () => void): number {
  const started = performance.now();
  work();
  return Math.round((eventCount / (performance.now() - started)) * 1000);
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
floor();
purePath();
const measured = Array.from({ length: rounds }, () => ({
  floor: eventsPerSecond(floor),
  path: eventsPerSecond(purePath),
}));
const result = {
  floorEventsPerSecond: median(measured.map(round => round.floor)),
  pureEventsPerSecond: median(measured.map(round => round.path)),
  ratio: Math.round(median(measured.map(round => round.path / round.floor)) * 100) / 100,
};
console.log(JSON.stringify(result, null, 2));
