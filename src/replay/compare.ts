// Compares: judges a range of bronze anew by the present catalog, and tells what would differ from silver. It writes nothing:
// it is what an operator asks before a redrive, or after a rule was found wrong.

import type { Source } from '../catalog/catalog.ts';
import type { Judge, Judgement } from '../events/judge.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { sourceTables } from '../tables/table-definitions.ts';
import type { LakeRows } from './lake-rows.ts';
import type { Replay, StepResult } from './replay.ts';
import type { CompareRequest } from './request.ts';
import {
  conditionsOf,
  eventsAt,
  type LedgerLanes,
  limitsOf,
  type Position,
  reachedBy,
  type SelectedEvent,
} from './selected.ts';

export type CompareParts = {
  source: (name: string) => Source;
  judge: (source: Source) => Judge;
  rows: LakeRows;
  ledger: LedgerLanes;
};

type CompareProgress = { cut: Record<string, number>; after: Position | null };

export const comparedPerStep = 2_000;

export async function compareStep(
  parts: CompareParts,
  { phase, progress }: Replay,
  request: CompareRequest,
): Promise<StepResult> {
  const source = parts.source(request.source);
  if (phase === 'begin') {
    const cut = await reachedBy(parts.ledger, source.hub);
    return { phase: 'compare', progress: { cut, after: null } satisfies CompareProgress };
  }
  const at = progress as CompareProgress;
  const page = await bronzePage(parts.rows, request, at);
  const after = page.at(-1);
  if (!after) return { phase: 'compare', progress: at, done: true };
  const judge = parts.judge(source);
  const recorded = await recordedOutcomes(parts.rows, source, page);
  const counts: Record<string, number> = { compared: page.length };
  const findings: string[] = [];
  const events = await eventsAt(parts.rows, source, page);
  await judge.ready?.(events);
  for (const event of events) {
    const difference = differenceOf(judge(event), recorded.get(nameOf(event)));
    const name = difference?.kind ?? 'as before';
    counts[name] = (counts[name] ?? 0) + 1;
    if (difference) findings.push(`${nameOf(event)} ${difference.kind}: ${difference.detail}`);
  }
  return { phase: 'compare', progress: { ...at, after } satisfies CompareProgress, counts, findings };
}

/** In silver a table, in quarantine a reason; a duplicate is in neither. */
type Recorded = { table: string } | { reason: string };

type Difference = {
  kind: 'would be accepted' | 'would be refused' | 'other table' | 'other reason';
  detail: string;
};

/** Null when the event would be what it is. A duplicate stays one, unless it would be refused. */
function differenceOf(judgement: Judgement, recorded: Recorded | undefined): Difference | null {
  if (judgement.ok === true) {
    const { table } = judgement.event;
    if (recorded && 'reason' in recorded)
      return { kind: 'would be accepted', detail: `was quarantined (${recorded.reason})` };
    return recorded && recorded.table !== table
      ? { kind: 'other table', detail: `${recorded.table}, would be ${table}` }
      : null;
  }
  const { reason, detail, pointer } = judgement.rejection;
  if (recorded && 'reason' in recorded)
    return recorded.reason === reason
      ? null
      : { kind: 'other reason', detail: `${recorded.reason}, would be ${reason}` };
  return { kind: 'would be refused', detail: `${reason} at "${pointer}": ${detail}`.slice(0, 200) };
}

const nameOf = ({ partitionId, sequenceNumber }: Position | SelectedEvent) =>
  `${partitionId}/${sequenceNumber}`;

async function bronzePage(
  rows: LakeRows,
  request: CompareRequest,
  { cut, after }: CompareProgress,
): Promise<Position[]> {
  const { sql, predicates } = conditionsOf(request, cut, after);
  const found = await rows(
    [{ table: `bronze.${request.source}`, predicates }],
    ([bronze]) =>
      `SELECT partition_id, sequence_number FROM ${bronze} WHERE ${sql} ORDER BY partition_id, sequence_number LIMIT ${comparedPerStep}`,
  );
  return found.map(positionOf);
}

async function recordedOutcomes(
  rows: LakeRows,
  source: Source,
  page: readonly Position[],
): Promise<Map<string, Recorded>> {
  const limits = limitsOf(page);
  const within = (prefix: string) => limits.map(limit => ({ ...limit, column: prefix + limit.column }));
  const where = (prefix: string) =>
    [
      `${prefix}hub = ${quoteText(source.hub)}`,
      ...within(prefix).map(({ column, operator, value }) => `${column} ${operator} ${value}`),
    ].join(' AND ');
  const recorded = new Map<string, Recorded>();
  const quarantined = await rows(
    [{ table: 'quarantine', predicates: within('') }],
    ([scanned]) => `SELECT partition_id, sequence_number, reason FROM ${scanned} WHERE ${where('')}`,
  );
  for (const row of quarantined) recorded.set(nameOf(positionOf(row)), { reason: String(row.reason) });
  for (const { type, table } of sourceTables(source).silver) {
    const accepted = await rows(
      [{ table: table.definition.name, predicates: within('_') }],
      ([scanned]) =>
        `SELECT DISTINCT _partition_id AS partition_id, _sequence_number AS sequence_number FROM ${scanned} WHERE ${where('_')}`,
    );
    for (const row of accepted) recorded.set(nameOf(positionOf(row)), { table: type.table });
  }
  return recorded;
}

function positionOf(row: Record<string, unknown>): Position {
  return { partitionId: String(row.partition_id), sequenceNumber: Number(row.sequence_number) };
}
