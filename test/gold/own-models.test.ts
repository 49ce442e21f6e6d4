// The project's own models over the simulated shops' events: what is folded is what DuckDB gives for the same SQL.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStream } from '../../local/sources/generate.ts';
import { compileJudge } from '../../src/events/judge.ts';
import type { SilverEvent } from '../../src/events/silver-event.ts';
import { namedViewsSql } from '../../src/gold/kept-models.ts';
import { loadCompiled } from '../../src/gold/load-models.ts';
import { readCatalog } from '../../src/package-files.ts';
import { enqueuedTimeMs, openBatch } from './equality/batch.ts';
import { answeredRows, foldLive } from './equality/live.ts';

const eventCount = 6_000;

const catalog = readCatalog();
const compiled = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'models', 'compiled.json'), 'utf8'),
);
const models = loadCompiled(compiled, catalog);
const batch = await openBatch(catalog);
afterAll(() => batch.close());

/** Accepted events by hub, in two lanes each. */
function simulate(): Record<string, SilverEvent[][]> {
  const startMs = enqueuedTimeMs - 3_600_000;
  const stream = openStream({
    seed: 5,
    run: 'OWN',
    startMs,
    sources: [],
    duplicates: 0,
    late: 0.1,
    outOfOrder: 0.1,
    invalid: 0,
  });
  const judges = new Map(catalog.sources.map(source => [source.hub, compileJudge(source)]));
  const hubs: Record<string, SilverEvent[][]> = Object.fromEntries(
    catalog.sources.map(({ hub }) => [hub, [[], []]]),
  );
  for (let sequenceNumber = 0; sequenceNumber < eventCount; sequenceNumber += 1) {
    const event = stream.next(startMs + sequenceNumber * 500);
    const judgement = judges.get(event.hub)?.({
      sequenceNumber,
      offset: '0',
      enqueuedTimeMs,
      partitionKey: null,
      contentType: null,
      properties: {},
      systemProperties: {},
      body: event.body,
    });
    if (judgement?.ok === true) hubs[event.hub]?.[sequenceNumber % 2]?.push(judgement.event);
  }
  return hubs;
}

const hubs = simulate();
const documents = await foldLive(models, hubs, { sizes: [64, 7, 1, 32], turns: [3, 0, 5, 1, 8] });
for (const { name, hub } of catalog.sources) await batch.fill(name, hubs[hub] ?? []);

const sorted = (rows: readonly object[]) =>
  rows.map(row => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

test.each(models.map(model => [model.name, model] as const))('%s', async (name, model) => {
  for (const view of namedViewsSql(model)) await batch.run(view);
  const { rows } = await batch.run(compiled[name].sql);
  expect(rows.length).toBeGreaterThan(0);
  expect(sorted(await answeredRows(model, documents))).toEqual(sorted(rows));
});
