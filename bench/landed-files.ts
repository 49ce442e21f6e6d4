// Landed files of simulated events, as bronze and refine leave them: what a committer starts from.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStream, type SimulatedEvent } from '../local/sources/generate.ts';
import { encodeBronzeFile } from '../src/bronze/bronze-file.ts';
import { compileJudge } from '../src/events/judge.ts';
import type { EventBatch, RawEvent } from '../src/events/raw-event.ts';
import { readCatalog } from '../src/package-files.ts';
import type { Outcome } from '../src/silver/outcome.ts';
import { encodeSegmentFile } from '../src/silver/segment-file.ts';
import type { AdmittedFile } from '../src/tables/landed-rows.ts';

export const catalog = readCatalog();

/** The source of the catalog. Throws when there is none. */
export function sourceNamed(name: string) {
  const source = catalog.sources.find(candidate => candidate.name === name);
  if (!source) throw new Error(`the catalog has no source "${name}"`);
  return source;
}

/** Valid events of the sources for ever, at 579 a second of their own clock; none given means all twelve. */
export function* simulatedEvents(
  sources: readonly string[],
  startMs: number,
): Generator<SimulatedEvent, never> {
  const faults = { duplicates: 0, late: 0, outOfOrder: 0, invalid: 0 };
  const stream = openStream({ seed: 1, run: 'BENCH', startMs, sources, ...faults });
  for (let i = 0; ; i += 1) yield stream.next(startMs + Math.floor((i * 1_000) / 579));
}

export function rawEvent(event: SimulatedEvent, sequenceNumber: number): RawEvent {
  const { body, contentType, partitionKey, properties } = event;
  return {
    sequenceNumber,
    offset: String(sequenceNumber * 800),
    enqueuedTimeMs: Date.parse(properties['produced-at']) + 5,
    partitionKey,
    contentType,
    properties,
    systemProperties: {},
    body,
  };
}

/** What refine makes of a batch when every identity is new. */
export function judgeBatch(judge: ReturnType<typeof compileJudge>, { events }: EventBatch): Outcome[] {
  return events.map(event => {
    const { sequenceNumber, enqueuedTimeMs, body } = event;
    const judgement = judge(event);
    if (judgement.ok === true)
      return { sequenceNumber, enqueuedTimeMs, verdict: 'silver', event: judgement.event };
    return { sequenceNumber, enqueuedTimeMs, verdict: 'quarantined', rejection: judgement.rejection, body };
  });
}

export type LandedFiles = { bronze: AdmittedFile[]; silver: AdmittedFile[]; rows: number; jsonBytes: number };

/** `files` landings of `rowsPerFile` events of one table, in bronze and in silver, written into `folder`. */
export function landFiles(folder: string, table: string, files: number, rowsPerFile: number): LandedFiles {
  const source = sourceNamed(table.split('_')[0] ?? '');
  const judge = compileJudge(source);
  const landed: LandedFiles = { bronze: [], silver: [], rows: files * rowsPerFile, jsonBytes: 0 };
  const stream = simulatedEvents([source.name], Date.UTC(2026, 10, 26, 6)).filter(
    event => event.truth.table === table,
  );
  for (let file = 0; file < files; file += 1) {
    const events = Array.from({ length: rowsPerFile }, (_, i) => {
      const { value } = stream.next();
      return rawEvent(value as SimulatedEvent, file * rowsPerFile + i);
    }) as EventBatch['events'];
    const batch: EventBatch = { hub: source.hub, partitionId: '0', events };
    for (const { body } of events) landed.jsonBytes += body.byteLength;
    const range = { first: file * rowsPerFile, last: (file + 1) * rowsPerFile - 1 };
    const bronze = join(folder, `bronze-${file}.parquet`);
    const silver = join(folder, `silver-${file}.parquet`);
    writeFileSync(bronze, encodeBronzeFile(batch, events[0].enqueuedTimeMs + 500));
    writeFileSync(silver, encodeSegmentFile(batch, judgeBatch(judge, batch)));
    landed.bronze.push({ path: bronze, ...range });
    landed.silver.push({ path: silver, ...range });
  }
  return landed;
}
