import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventBatch, RawEvent } from '../../src/events/raw-event.ts';
import { createMetrics } from '../../src/metrics.ts';
import { inSpan } from '../../src/telemetry/batch-spans.ts';
import { observeBatch } from '../../src/telemetry/observe-batch.ts';
import { startTelemetry } from '../../src/telemetry/start.ts';
import { attributes, startCollector } from './collector.ts';

const collector = await startCollector();
const metrics = createMetrics();
const madeIn = { trace: '4bf92f3577b34da6a3ce929d0e0e4736', span: '00f067aa0ba902b7' };
const hostTrace = '11111111111111111111111111111111';

const event = (sequenceNumber: number, more: Partial<RawEvent> = {}): RawEvent => ({
  sequenceNumber,
  offset: '0',
  enqueuedTimeMs: 0,
  partitionKey: null,
  contentType: null,
  properties: {},
  systemProperties: {},
  body: Buffer.from('{}'),
  ...more,
});

const batchOf = (...events: [RawEvent, ...RawEvent[]]): EventBatch => ({
  hub: 'pos',
  partitionId: '3',
  events,
});

beforeAll(async () => {
  const running = await startTelemetry(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0' },
    () => metrics,
  );
  const traced = event(8, { properties: { traceparent: `00-${madeIn.trace}-${madeIn.span}-01` } });
  await observeBatch(
    metrics,
    'refine',
    batchOf(event(7), traced),
    `00-${hostTrace}-2222222222222222-01`,
    () => inSpan('decide', async () => {}),
  );
  const untraced = batchOf(event(9, { properties: { traceparent: `00-${madeIn.trace}-${madeIn.span}-00` } }));
  await observeBatch(metrics, 'bronze', untraced, undefined, async () => {});
  const structured = event(10, {
    contentType: 'application/cloudevents+json; charset=utf-8',
    body: Buffer.from(`{"specversion":"1.0","traceparent":"00-${'a'.repeat(32)}-${'b'.repeat(16)}-01"}`),
  });
  await observeBatch(metrics, 'refine', batchOf(structured), undefined, async () => {
    throw new TypeError('Cosmos DB is away');
  }).catch(() => {});
  metrics.observe('assay_event_to_gold_ms', { hub: 'pos' }, 45);
  metrics.set('assay_ledger_difference', { hub: 'pos', partition: '3' }, 0);
  await running?.stop();
});

afterAll(() => collector.stop());

test("a batch's span links to the traces of its events, and belongs to the host's own", () => {
  const batch = collector.spans.find(span => span.traceId === hostTrace && span.name === 'refine pos');
  expect(batch?.links?.map(({ traceId, spanId }) => [traceId, spanId])).toEqual([
    [madeIn.trace, madeIn.span],
  ]);
  expect(attributes(batch?.attributes ?? [])).toMatchObject({
    'messaging.system': 'eventhubs',
    'messaging.destination.name': 'pos',
    'messaging.destination.partition.id': '3',
    'messaging.consumer.group.name': 'refine',
    'messaging.batch.message_count': 2,
  });
  const step = collector.spans.find(({ name }) => name === 'decide');
  expect(step?.parentSpanId).toBe(batch?.spanId);
});

test("a traced event's own trace goes on with what became of it", () => {
  const own = collector.spans.filter(({ traceId }) => traceId === madeIn.trace);
  expect(own.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([['refine pos', madeIn.span]]);
  expect(attributes(own[0]?.attributes ?? [])).toMatchObject({
    'messaging.eventhubs.message.sequence_number': 8,
  });
});

test('a batch of which no event is sampled sends no span', () => {
  expect(collector.spans.filter(({ name }) => name.startsWith('bronze'))).toEqual([]);
});

test("a structured CloudEvent's trace is found, and a failure is in the batch's span and in a log of the same trace", () => {
  const failed = collector.spans.find(({ links }) => links?.[0]?.traceId === 'a'.repeat(32));
  expect(failed?.status.code).toBe(2);
  const [log] = collector.logs;
  expect(log?.severityText).toBe('ERROR');
  expect(log?.body.stringValue).toContain('Cosmos DB is away');
  expect([log?.traceId, log?.spanId]).toEqual([failed?.traceId, failed?.spanId]);
});

test('metrics have the names of the messaging conventions, and seconds', () => {
  const metric = (name: string) => collector.metrics.find(found => found.name === name);
  const consumed = metric('messaging.client.consumed.messages')?.sum?.dataPoints.map(point => [
    attributes(point.attributes)['messaging.consumer.group.name'],
    point.asDouble,
  ]);
  expect(consumed).toEqual([
    ['refine', 3],
    ['bronze', 1],
  ]);
  const durations = metric('messaging.process.duration')?.histogram?.dataPoints.map(
    point => attributes(point.attributes)['error.type'],
  );
  expect(durations).toEqual([undefined, undefined, 'TypeError']);
  const latency = metric('assay.event_to_gold.duration');
  const [point] = latency?.histogram?.dataPoints ?? [];
  expect([latency?.unit, point?.count, point?.sum]).toEqual(['s', 1, 0.045]);
  const bucket = point?.bucketCounts?.indexOf(1) ?? 0;
  expect(point?.explicitBounds?.[bucket - 1]).toBeLessThan(0.045);
  expect(point?.explicitBounds?.[bucket]).toBeGreaterThanOrEqual(0.045);
  expect(metric('assay.ledger.difference')?.gauge?.dataPoints.map(({ asDouble }) => asDouble)).toEqual([0]);
});
