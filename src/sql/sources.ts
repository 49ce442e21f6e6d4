// What a query's references to tables stand for: one version of a lake table each, or a gold model.

import type { Snapshot } from '../delta/snapshot.ts';
import type { DeltaTable } from '../delta/table.ts';
import type { Model } from '../gold/model.ts';
import { Problem } from '../problem.ts';
import { isConstantExpression, readInstant } from './constants.ts';
import type { TableReference } from './fence.ts';
import type { Evaluated } from './protocol.ts';
import { Refusal } from './refusal.ts';
import { offsetOf, type SyntaxNode } from './syntax-tree.ts';

export type LakeSource = {
  kind: 'lake';
  reference: TableReference;
  table: DeltaTable;
  snapshot: Snapshot;
  current: boolean;
};
export type GoldSource = { kind: 'gold'; reference: TableReference; model: Model };
export type Source = LakeSource | GoldSource;

export type Tables = {
  lake: ReadonlyMap<string, DeltaTable>;
  /** Names in `lake` that show the present rows of a table of changes. */
  current: ReadonlySet<string>;
  gold: ReadonlyMap<string, Model>;
};

export type Evaluate = (expressions: readonly SyntaxNode[]) => Promise<Evaluated[]>;

/** `versions` are for references without AT. All references to the newest version of a table mean the same one. */
export async function resolveSources(
  references: readonly TableReference[],
  tables: Tables,
  versions: Record<string, number>,
  evaluate: Evaluate,
): Promise<Source[]> {
  for (const name of Object.keys(versions)) checkVersioned(name, tables);
  const times = await evaluateTimes(references, evaluate);
  const newest = new Map<DeltaTable, Promise<Snapshot | null>>();
  return Promise.all(
    references.map(async (reference): Promise<Source> => {
      const model = tables.gold.get(reference.table);
      if (model) return goldSource(reference, model);
      const table = tables.lake.get(reference.table);
      if (!table) throw new Refusal(`there is no table "${reference.table}"`, offsetOf(reference.node));
      const version = await versionOf(reference, table, times, versions);
      if (version === null && !newest.has(table)) newest.set(table, table.snapshot());
      const snapshot = version === null ? await newest.get(table) : await table.at(version);
      if (!snapshot) throw notYet(reference.table);
      const current = tables.current.has(reference.table);
      return { kind: 'lake', reference, table, snapshot, current };
    }),
  );
}

function checkVersioned(name: string, { lake, gold }: Tables): void {
  if (lake.has(name)) return;
  const reason = gold.has(name) ? 'has no versions' : 'is no table; GET /api/sql lists the tables';
  throw new Problem(400, 'Bad request parameter', `"versions" names "${name}", which ${reason}`, 'versions');
}

function goldSource(reference: TableReference, model: Model): GoldSource {
  if (reference.at)
    throw new Refusal(
      `${reference.table} has no versions: gold is what it is now; earlier states follow from silver`,
      offsetOf(reference.node),
    );
  return { kind: 'gold', reference, model };
}

/** The values of what the references' AT clauses say. */
async function evaluateTimes(
  references: readonly TableReference[],
  evaluate: Evaluate,
): Promise<Map<TableReference, Evaluated>> {
  const timed = references.filter(({ at }) => at !== null);
  const expressions = timed.map(({ at, node }) => {
    if (!at || !isConstantExpression(at.expression, new Set()))
      throw new Refusal('AT takes a constant, such as 12 or now() - INTERVAL 1 HOUR', offsetOf(node));
    return at.expression;
  });
  const values = timed.length === 0 ? [] : await evaluate(expressions);
  return new Map(timed.flatMap((reference, i) => (values[i] ? [[reference, values[i]] as const] : [])));
}

/** Null for the newest. */
async function versionOf(
  reference: TableReference,
  table: DeltaTable,
  times: ReadonlyMap<TableReference, Evaluated>,
  versions: Record<string, number>,
): Promise<number | null> {
  if (!reference.at) return versions[reference.table] ?? null;
  const value = times.get(reference) ?? { type: '', text: null };
  if (reference.at.unit === 'version') {
    if (!/^\d{1,15}$/.test(value.text ?? ''))
      throw new Refusal('VERSION takes a whole number: AT (VERSION => 12)', offsetOf(reference.node));
    return Number(value.text);
  }
  const instant = readInstant(value);
  if (instant === null)
    throw new Refusal(
      "TIMESTAMP takes a time: AT (TIMESTAMP => TIMESTAMPTZ '2026-01-31 09:30:00Z')",
      offsetOf(reference.node),
    );
  return table.versionAt(Date.parse(instant));
}

function notYet(name: string): Problem {
  return new Problem(404, 'No such table', `${name} has no commit yet: it comes with its first events`);
}
