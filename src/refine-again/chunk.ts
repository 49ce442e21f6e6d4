// One chunk refined again: judged by the present catalog, written as data files that no commit names, and compared with what
// the tables have. Doing it again does the same; files of a time that was not told of are deleted at the end.

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Source } from '../catalog/catalog.ts';
import { ensureTable } from '../delta/create-table.ts';
import { formatCoordinate, type Lane } from '../events/coordinate.ts';
import type { Judge } from '../events/judge.ts';
import { originOf } from '../events/origin.ts';
import type { RawEvent } from '../events/raw-event.ts';
import { holdScans, type ScanParts } from '../replay/held-scans.ts';
import { ReplayFailed } from '../replay/replay.ts';
import type { ClaimLookup } from '../silver/claims.ts';
import { originsOf } from '../silver/decide.ts';
import { countOutcomes, type Outcome, type Verdict } from '../silver/outcome.ts';
import { encodeSegmentFile } from '../silver/segment-file.ts';
import { writeDataFiles } from '../tables/data-file.ts';
import { duckdbType, quoteName, quoteText } from '../tables/duckdb-type.ts';
import { quarantineRowsSql, silverRowsSql } from '../tables/landed-rows.ts';
import { type LakeTable, quarantine, sourceTables } from '../tables/table-definitions.ts';
import type { createWorkbenches, Workbench } from '../tables/workbench.ts';
import { oldQuarantine, oldSilver, type RecordedEvent, readChunk, type WhereSql } from './bronze-chunk.ts';
import { type Anew, decideAgain, differenceOf } from './decide-again.ts';
import { type Range, rangePredicates } from './range.ts';
import type { ChunkReport } from './report.ts';

export type ChunkParts = ScanParts & {
  workbench: ReturnType<typeof createWorkbenches>;
  judge: (source: Source) => Judge;
  claims: ClaimLookup;
  now?: () => number;
};

export type Chunk = {
  replay: string;
  source: Source;
  /** What `where` selects lies within. */
  range: Range;
  where: WhereSql;
  /** They were duplicates, and take the identity whose owner is refused. */
  takesOver: boolean;
  /** Whether any event of the source was ever redriven. */
  hasRedriven: boolean;
};

export type RefinedChunk = { report: ChunkReport; differences: Record<string, number> };

type Decided = Lane & {
  event: RawEvent;
  recorded: RecordedEvent['recorded'];
  anew: Anew;
  origin: string | null;
};

export async function refineChunk(parts: ChunkParts, chunk: Chunk): Promise<RefinedChunk> {
  const of = sourceTables(chunk.source);
  const held = await holdScans(parts, [
    { table: of.bronze.definition.name, predicates: rangePredicates(chunk.range, '') },
    { table: quarantine.definition.name, predicates: rangePredicates(chunk.range, '') },
    ...of.silver.map(({ table }) => ({
      table: table.definition.name,
      predicates: rangePredicates(chunk.range, '_'),
    })),
  ]);
  try {
    return await parts.workbench(async bench => {
      const [bronze, refused, ...silver] = held.selects;
      if (!bronze) throw new ReplayFailed(`there is no table ${of.bronze.definition.name}`);
      const scans = { bronze, silver, quarantine: refused ?? null };
      const events = await readChunk(bench, of, scans, chunk.where);
      const decided = await decideChunk(parts, chunk, events);
      const report = reportOf(decided);
      const differences = countDifferences(decided);
      await landDecided(bench, decided);
      const tables: FreshTable[] = [
        ...of.silver.map(({ type, table }, i) => ({
          ...{ table, rowsSql: silverRowsSql(chunk.source, type, 'SELECT * FROM landed') },
          landedSql: `verdict = 'silver' AND "table" = ${quoteText(type.table)}`,
          key: ['_partition_id', '_sequence_number', ...(isChanges(table) ? ['_weight'] : [])],
          old: silver[i] ? `FROM ${oldSilver(i)}` : null,
          compared: '*',
        })),
        {
          ...{ table: quarantine, rowsSql: quarantineRowsSql(chunk.source, 'SELECT * FROM landed') },
          landedSql: "verdict = 'quarantined'",
          key: ['partition_id', 'sequence_number'],
          old: `FROM ${oldQuarantine}`,
          compared: 'partition_id, sequence_number, reason, detail, pointer',
        },
      ];
      for (const one of tables) await writeTable(parts, bench, chunk, one, report, differences);
      return { report, differences };
    });
  } finally {
    held.release();
  }
}

/** A relational source's event may be two rows, one that came and one that went. */
const isChanges = ({ definition }: LakeTable): boolean =>
  definition.schema.fields.some(({ name }) => name === '_weight');

/** Judged so many at a time: a lease has to be renewed, and others want to live. */
const eventsPerTurn = 1_000;
const lookupsAtOnce = 32;

async function decideChunk(
  { judge, claims }: ChunkParts,
  { source, takesOver, hasRedriven }: Chunk,
  events: readonly RecordedEvent[],
): Promise<Decided[]> {
  const judgeOne = judge(source);
  await judgeOne.ready?.(events.map(({ event }) => event));
  const origins = originsOf(source.hub);
  const decided: Decided[] = [];
  const asked: (() => Promise<void>)[] = [];
  for (const [i, { event, recorded, ...lane }] of events.entries()) {
    if (i % eventsPerTurn === 0) await nextTurn();
    const judgement = judgeOne(event);
    const coordinate = formatCoordinate({ ...lane, sequenceNumber: event.sequenceNumber });
    if (judgement.ok === 'stop')
      throw new ReplayFailed(
        `the expectation "${judgement.expectation}" (action "fail") does not hold at ${coordinate}: nothing was changed`,
      );
    const origin = originOf(event);
    const settle = (isSecondCopy: boolean, wasRedriven: boolean) => {
      const anew = decideAgain(judgement, recorded, { isSecondCopy, wasRedriven });
      const taken =
        takesOver && judgement.ok && anew.verdict === 'duplicate' && !isSecondCopy
          ? { verdict: 'silver' as const, event: judgement.event, wanted: true }
          : anew;
      decided[i] = { ...lane, event, recorded, origin, anew: taken };
    };
    if (recorded.verdict === 'duplicate' && origin !== null)
      asked.push(async () => settle((await claims.ownerOf(origins, origin)) !== coordinate, false));
    else if (recorded.verdict === 'quarantined' && judgement.ok && hasRedriven)
      asked.push(async () => settle(false, (await claims.ownerOf(origins, coordinate)) !== null));
    else settle(false, false);
  }
  const ask = async () => {
    for (let next = asked.pop(); next; next = asked.pop()) await next();
  };
  await Promise.all(Array.from({ length: lookupsAtOnce }, ask));
  return decided;
}

function reportOf(decided: readonly Decided[]): ChunkReport {
  const report: ChunkReport = { files: {}, changed: {}, lanes: {}, wanted: [], released: [], duplicates: [] };
  for (const { partitionId, event, recorded, anew, origin } of decided) {
    const { sequenceNumber } = event;
    const at = { partitionId, sequenceNumber };
    if (anew.verdict === 'silver' && anew.wanted) {
      const { identity, table } = anew.event;
      report.wanted.push({ ...at, identity, table, redriven: isRedrivenCopy(origin) });
    }
    if (recorded.verdict === 'silver' && (anew.verdict !== 'silver' || anew.wanted))
      report.released.push({ ...at, identity: recorded.identity });
    if (anew.verdict === 'duplicate' && anew.identity !== null)
      report.duplicates.push({ ...at, identity: anew.identity });
  }
  for (const [partition, events] of Map.groupBy(decided, ({ partitionId }) => partitionId))
    report.lanes[partition] = {
      before: countOutcomes(events.map(({ recorded, origin }) => ({ verdict: recorded.verdict, origin }))),
      after: countOutcomes(events.map(({ anew, origin }) => ({ verdict: anew.verdict as Verdict, origin }))),
    };
  return report;
}

const isRedrivenCopy = (origin: string | null): boolean =>
  countOutcomes([{ verdict: 'silver', origin }]).redriven === 1;

function countDifferences(decided: readonly Decided[]): Record<string, number> {
  const differences: Record<string, number> = {};
  for (const { anew, recorded } of decided) {
    const name = differenceOf(anew, recorded);
    differences[name] = (differences[name] ?? 0) + 1;
  }
  return differences;
}

/** The outcomes as segments, so that rows are made of them by the statements that make live ones. */
async function landDecided(bench: Workbench, decided: readonly Decided[]): Promise<void> {
  const paths: string[] = [];
  for (const [partitionId, events] of Map.groupBy(decided, event => event.partitionId)) {
    const hub = events[0]?.hub ?? '';
    const outcomes = events.flatMap(({ event, anew }): Outcome[] => {
      const { sequenceNumber, enqueuedTimeMs, body } = event;
      if (anew.verdict === 'silver')
        return [{ sequenceNumber, enqueuedTimeMs, verdict: 'silver', event: anew.event }];
      if (anew.verdict === 'quarantined')
        return [{ sequenceNumber, enqueuedTimeMs, verdict: 'quarantined', rejection: anew.rejection, body }];
      return [];
    });
    if (outcomes.length === 0) continue;
    paths.push(
      await bench.write(
        `segment-${paths.length}.parquet`,
        encodeSegmentFile({ hub, partitionId }, outcomes, 'UNCOMPRESSED'),
      ),
    );
    await nextTurn();
  }
  if (paths.length === 0)
    paths.push(await bench.write('none.parquet', encodeSegmentFile({ hub: '', partitionId: '' }, [])));
  const files = paths.map(path => `'${path.replaceAll("'", "''")}'`).join(', ');
  await bench.run(
    `CREATE OR REPLACE TEMP TABLE landed AS SELECT * FROM read_parquet([${files}], union_by_name = true)`,
  );
}

type FreshTable = {
  table: LakeTable;
  /** Of what has landed: its rows, and a condition for those that are its own. */
  rowsSql: string;
  landedSql: string;
  /** What names a row. */
  key: string[];
  /** A SELECT of what the table has of the chunk; null when it has no commit. */
  old: string | null;
  /** The columns that a row is compared by. */
  compared: string;
};

async function writeTable(
  { tables, now = Date.now }: ChunkParts,
  bench: Workbench,
  { replay }: Chunk,
  { table: { definition }, rowsSql, landedSql, key, old, compared }: FreshTable,
  report: ChunkReport,
  differences: Record<string, number>,
): Promise<void> {
  const { name } = definition;
  const table = tables.get(name);
  if (!table) throw new Error(`the table ${name} was not opened`);
  if (old === null && (await bench.rows(`FROM landed WHERE ${landedSql} LIMIT 1`)).length === 0) return;
  await ensureTable(table, definition, now());
  const snapshot = await table.snapshot();
  if (!snapshot) throw new Error(`the table ${name} is gone`);
  // In the table's own columns and types: one that the catalog no longer names is null.
  const columns = snapshot.schema.fields.map(field => `${quoteName(field.name)} ${duckdbType(field.type)}`);
  await bench.run(`CREATE OR REPLACE TEMP TABLE fresh (${columns.join(', ')})`);
  await bench.run(`INSERT INTO fresh BY NAME ${rowsSql}`);
  // A column that was added since the rows were read is null in them.
  const earlier = `FROM fresh WHERE false UNION ALL BY NAME ${old ?? 'FROM fresh WHERE false'}`;
  // A side that is missing is a row of nulls.
  const differs = 'after IS DISTINCT FROM before';
  const onBoth = key.includes('_partition_id')
    ? 'after._hub IS NOT NULL AND before._hub IS NOT NULL'
    : 'false';
  const [{ changed, other } = { changed: 0, other: 0 }] = await bench.rows(`
    SELECT count(*) FILTER (WHERE ${differs}) AS changed,
      count(DISTINCT (${key[0]}, ${key[1]})) FILTER (WHERE ${differs} AND ${onBoth}) AS other
    FROM (SELECT ${compared} FROM fresh) AS after
    FULL JOIN (SELECT ${compared} FROM (${earlier})) AS before USING (${key.join(', ')})`);
  report.changed[name] = Number(changed);
  if (Number(other) > 0) {
    differences['other values'] = (differences['other values'] ?? 0) + Number(other);
    differences['as before'] = (differences['as before'] ?? 0) - Number(other);
  }
  const target = { table, schema: snapshot.schema, metadata: snapshot.metadata, prefix: `refine-${replay}` };
  report.files[name] = await writeDataFiles(bench, target, 'fresh', now());
}
