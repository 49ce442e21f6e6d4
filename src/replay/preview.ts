// What a replay would do, told before it is asked for. Nothing is written, and no file is read that a look does not need.

import { parseStatistics, pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { Model } from '../gold/model.ts';
import { type Answer, json, Problem } from '../problem.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { comparedPerStep } from './compare.ts';
import { defaultBytesPerStep, type ReadFilePart } from './inbox.ts';
import type { LakeRows } from './lake-rows.ts';
import { defaultEventsPerStep } from './rebuild.ts';
import { type ParseRequest, type ReplayRequest, RequestRefused, type Selection } from './request.ts';
import { conditionsOf, type LedgerLanes, reachedBy } from './selected.ts';
import { parseBody } from './service.ts';

export type ReplayPreview = {
  type: string;
  kind: ReplayRequest['kind'];
  /** What it would work on. */
  amount: { of: 'events' | 'bytes' | 'rows'; count: number; exact: boolean };
  /** Of the events, by why they are quarantined; only of a redrive. */
  byReason: Record<string, number> | null;
  /** About how many steps it takes; each may be killed and is begun again. */
  steps: number;
  /** In words, in their order. */
  effects: string[];
};

export type PreviewParts = {
  parse: ParseRequest;
  rows: LakeRows;
  tables: ReadonlyMap<string, DeltaTable>;
  ledger: LedgerLanes;
  hubOf: (source: string) => string;
  readFile: ReadFilePart;
  /** What would be built for the newest version of a model; empty when all of it answers already. */
  building: (model: string) => readonly Model[];
};

/** `body` is that of a request for a replay. Throws a Problem when it would be refused. */
export async function previewReplay(parts: PreviewParts, body: string): Promise<Answer> {
  const { type, data } = parseBody(body);
  try {
    const preview = await previewOf(parts, parts.parse(type, data));
    return json(200, { type, ...preview }, { 'cache-control': 'no-cache' });
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    throw new Problem(400, 'Replay refused', error.message, error.field);
  }
}

function previewOf(parts: PreviewParts, request: ReplayRequest): Promise<Omit<ReplayPreview, 'type'>> {
  switch (request.kind) {
    case 'redrive':
      return redrive(parts, request);
    case 'rebuild':
      return rebuild(parts, request);
    case 'backfill':
      return backfill(parts, request);
    default:
      return judgeAgain(parts, request);
  }
}

const redrivenPerStep = 1_000;

async function redrive(
  { rows, ledger, hubOf }: PreviewParts,
  request: Selection & { kind: 'redrive'; reason?: string },
): Promise<Omit<ReplayPreview, 'type'>> {
  const { source, reason } = request;
  const { sql, predicates } = conditionsOf(request, await reachedBy(ledger, hubOf(source)), null);
  const where = [`source = ${quoteText(source)}`, sql];
  if (reason !== undefined) where.push(`reason = ${quoteText(reason)}`);
  const ofSource = { column: 'source', operator: '=' as const, value: source };
  const found = await rows(
    [{ table: 'quarantine', predicates: [ofSource, ...predicates] }],
    ([quarantine]) =>
      `SELECT reason, count(*) AS n FROM ${quarantine} WHERE ${where.join(' AND ')} GROUP BY reason ORDER BY reason`,
  );
  const byReason = Object.fromEntries(found.map(row => [String(row.reason), Number(row.n)]));
  const count = Object.values(byReason).reduce((a, b) => a + b, 0);
  return {
    kind: request.kind,
    amount: { of: 'events', count, exact: true },
    byReason,
    steps: stepsOf(count, redrivenPerStep) + 2,
    effects: [
      `Each of the events is published to ${hubOf(source)} again, with a new coordinate, unless it was redriven before.`,
      'What is valid now goes to silver and gold; what still is not goes to quarantine again.',
    ],
  };
}

async function judgeAgain(
  { tables, ledger, hubOf }: PreviewParts,
  request: Exclude<ReplayRequest, { kind: 'redrive' | 'rebuild' | 'backfill' }>,
): Promise<Omit<ReplayPreview, 'type'>> {
  const { source, kind } = request;
  const { predicates } = conditionsOf(request, await reachedBy(ledger, hubOf(source)), null);
  const count = await rowsIn(tables.get(`bronze.${source}`), predicates);
  return {
    kind,
    amount: { of: 'events', count, exact: false },
    byReason: null,
    steps: stepsOf(count, comparedPerStep) + 1,
    effects:
      kind === 'compare'
        ? [
            "Each of bronze's events is judged by the present catalog; what would differ is told.",
            'Nothing is written.',
          ]
        : [
            "Each of bronze's events is refined by the present catalog, beside silver.",
            'Silver, quarantine and the ledger are switched to it when all of it is done.',
          ],
  };
}

async function rebuild(
  { tables, building }: PreviewParts,
  { kind, model, version }: Extract<ReplayRequest, { kind: 'rebuild' }>,
): Promise<Omit<ReplayPreview, 'type'>> {
  const built = building(model);
  const read = new Set(built.flatMap(part => [...part.tables]));
  const counts = await Promise.all(
    [...read].map(table =>
      rowsIn(tables.get(`silver.${table}`) ?? tables.get(`silver.${table}_changes`), []),
    ),
  );
  const count = counts.reduce((a, b) => a + b, 0);
  return {
    kind,
    amount: { of: 'rows', count, exact: false },
    byReason: null,
    steps: stepsOf(count, defaultEventsPerStep) + 1,
    effects: [
      `Version ${version} of ${model} is folded from ${[...read].sort().join(', ') || 'silver'}; live events go on into it.`,
      'It is audited against a batch run, and answers in the place of the version before it when both agree.',
    ],
  };
}

async function backfill(
  { readFile, hubOf }: PreviewParts,
  { kind, source, path, etag }: Extract<ReplayRequest, { kind: 'backfill' }>,
): Promise<Omit<ReplayPreview, 'type'>> {
  const part = await readFile(path, { offset: 0, length: 1, etag });
  if (!part)
    throw new RequestRefused(
      'path',
      etag === null ? `there is no file ${path}` : `${path} is gone, or another version of it is there`,
    );
  return {
    kind,
    amount: { of: 'bytes', count: part.size, exact: true },
    byReason: null,
    steps: stepsOf(part.size, defaultBytesPerStep) + 2,
    effects: [
      `Each line of ${path} is published to ${hubOf(source)} as one event, once, however often this is asked for.`,
      'From there it goes the way of every event: bronze, and silver and gold or quarantine.',
    ],
  };
}

const stepsOf = (count: number, perStep: number) => Math.ceil(count / perStep);

/** By the statistics of its files: at most so many rows fit the predicates. */
async function rowsIn(
  table: DeltaTable | undefined,
  predicates: Parameters<typeof pruneFiles>[3],
): Promise<number> {
  const snapshot = await table?.snapshot();
  if (!snapshot) return 0;
  const files = pruneFiles(
    snapshot.files.values(),
    snapshot.schema,
    snapshot.metadata.partitionColumns,
    predicates,
  );
  return files.reduce((sum, file) => sum + (parseStatistics(file)?.numRecords ?? 0), 0);
}
