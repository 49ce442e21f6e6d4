// What telemetry costs, in CPU time: decode to fold in batches of 64, by itself, observed without an exporter, and observed
// while everything is exported and one event in a hundred is traced. `node bench/telemetry.ts`; rounds alternate.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStream } from '../local/sources/generate.ts';
import { compileJudge } from '../src/events/judge.ts';
import type { EventBatch, RawEvent } from '../src/events/raw-event.ts';
import { type AcceptedEvent, foldBatch } from '../src/gold/fold.ts';
import { keptModels } from '../src/gold/kept-models.ts';
import { createMetrics } from '../src/metrics.ts';
import { readCatalog, readModels } from '../src/package-files.ts';
import { observeBatch } from '../src/telemetry/observe-batch.ts';
import { startTelemetry } from '../src/telemetry/start.ts';

const eventCount = 30_000;
const rounds = 9;
const batchSize = 64;

const given = { sources: [], duplicates: 0, late: 0, outOfOrder: 0, invalid: 0 };
const stream = openStream({ ...given, seed: 1, run: 'BENCH', startMs: Date.now() });
const made = Array.from({ length: eventCount }, () => stream.next(Date.now()));
const batches = [...Map.groupBy(made, event => event.hub)].flatMap(([hub, events]) =>
  Array.from({ length: Math.ceil(events.length / batchSize) }, (_, b): EventBatch => {
    const [first, ...rest] = events.slice(b * batchSize, (b + 1) * batchSize).map(
      ({ body }, i): RawEvent => ({
        sequenceNumber: b * batchSize + i,
        offset: '0',
        enqueuedTimeMs: Date.now(),
        partitionKey: null,
        contentType: null,
        properties:
          (b * batchSize + i) % 100 === 0
            ? { traceparent: `00-${String(b + 1).padStart(32, '0')}-${String(i + 1).padStart(16, '0')}-01` }
            : {},
        systemProperties: {},
        body,
      }),
    );
    if (!first) throw new Error('a batch is never empty');
    return { hub, partitionId: '0', events: [first, ...rest] };
  }),
);
const judges = new Map(readCatalog().sources.map(source => [source.hub, compileJudge(source)]));
const models = keptModels(readModels());
const metrics = createMetrics();

function refine(batch: EventBatch): void {
  const accepted: AcceptedEvent[] = [];
  for (const event of batch.events) {
    const judgement = judges.get(batch.hub)?.(event);
    if (judgement?.ok === true) accepted.push({ ...event, event: judgement.event });
  }
  foldBatch(models, batch, accepted);
}

const plain = async () => {
  for (const batch of batches) await Promise.resolve(refine(batch));
};
const observed = async () => {
  for (const batch of batches)
    await observeBatch(metrics, 'refine', batch, undefined, async () => refine(batch));
};

/** ms of CPU time of all threads. */
async function cpuMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  // What exporters have been handed is sent meanwhile.
  await new Promise(resolve => setTimeout(resolve, 50));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function ratio(): Promise<{ plainMs: number; ratio: number }> {
  const measured: [number, number][] = [];
  for (let i = 0; i < rounds; i++) measured.push([await cpuMs(plain), await cpuMs(observed)]);
  return {
    plainMs: Math.round(median(measured.map(([a]) => a))),
    ratio: Number(median(measured.map(([a, b]) => b / a)).toFixed(3)),
  };
}

await plain();
await observed();
const result: Record<string, unknown> = {
  events: eventCount,
  batches: batches.length,
  noExporter: await ratio(),
};
const collector = createServer((request, answer) => {
  request.resume();
  request.on('end', () => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
}).listen(0, '127.0.0.1');
await once(collector, 'listening');
const { port } = collector.address() as AddressInfo;
const running = await startTelemetry(
  { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_METRIC_EXPORT_INTERVAL: '1000' },
  () => metrics,
);
await observed();
result.exported = await ratio();
await running?.stop();
collector.closeAllConnections();
collector.close();
console.log(JSON.stringify(result, null, 2));
