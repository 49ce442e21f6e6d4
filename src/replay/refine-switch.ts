// What was refined takes the place of what was: a commit a table, the ledger's counts, and the models behind them.

import { type AddFile, dataFilePath } from '../delta/actions.ts';
import { listAll } from '../delta/store.ts';
import type { DeltaTable } from '../delta/table.ts';
import { filePrefix } from '../refine-again/clear.ts';
import { addReport, type Moves, moveCounts } from '../refine-again/move-counts.ts';
import { holdsOnly, rangePredicates, rangeSql } from '../refine-again/range.ts';
import { describeStuck, rebuildsOf } from '../refine-again/rebuilds.ts';
import { type Switch, switchTable } from '../refine-again/switch-table.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { writtenTableName } from '../tables/table-definitions.ts';
import { rebuildStep } from './rebuild.ts';
import { type Step, stepMsOf } from './refine-step.ts';
import { ReplayFailed, type StepResult } from './replay.ts';

export async function switchOne({ parts, replay, source, at }: Step): Promise<StepResult> {
  const name = at.tables[at.at];
  if (name === undefined) return { phase: 'count', progress: at };
  const table = parts.tables.get(name);
  if (!table) throw new Error(`the table ${name} was not opened`);
  const prefix = name.startsWith('silver.') ? '_' : '';
  const files: AddFile[] = [];
  for (let i = 0; i < at.chunks + at.extras; i += 1) {
    const lost = await parts.reports.readLost(replay.id, i);
    files.push(...(lost?.files[name] ?? (await parts.reports.read(replay.id, i)).files[name] ?? []));
  }
  await checkThere(table, files);
  const deadline = performance.now() + stepMsOf(parts);
  const wanted: Switch = {
    ...{ table, files, replay: replay.id, prefix: filePrefix(replay.id), appId: filePrefix(replay.id) },
    where: `${prefix}hub = ${quoteText(source.hub)} AND ${rangeSql(at.range, prefix)}`,
    holdsOnly: file => holdsOnly(file, source, at.range, prefix),
    predicates: [
      { column: `${prefix}hub`, operator: '=', value: source.hub },
      ...rangePredicates(at.range, prefix),
    ],
  };
  const done = await switchTable(parts, wanted, () => performance.now() >= deadline);
  if (done === 'planning') return { phase: 'switch', progress: at };
  return { phase: 'switch', progress: { ...at, at: at.at + 1 }, counts: { 'tables switched': 1 } };
}

/** A commit that names a file which somebody has deleted would take the range's rows away for good. */
async function checkThere({ name, store }: DeltaTable, files: readonly AddFile[]): Promise<void> {
  const there = new Set((await listAll(store, '')).map(({ path }) => path));
  const gone = files.map(dataFilePath).filter(path => !there.has(path));
  if (gone.length > 0)
    throw new Error(
      `${gone.length} files that were refined for ${name} are gone, such as ${gone[0]}: bring them back, they are kept as deleted blobs for a week`,
    );
}

export async function countMoves(step: Step): Promise<StepResult> {
  const { parts, replay, source, request, at } = step;
  const moves: Moves = {};
  for (let i = 0; i < at.chunks + at.extras; i += 1)
    addReport(moves, await parts.reports.read(replay.id, i), await parts.reports.readLost(replay.id, i));
  await moveCounts(parts.ledger, source.hub, replay.id, moves);
  const changed = source.types.filter(type => at.tables.includes(writtenTableName(source, type)));
  const { ready, stuck } = await rebuildsOf(parts, source, new Set(changed.map(({ table }) => table)));
  const rebuilds = request.rebuild ? ready : [];
  const left = request.rebuild ? [] : ready;
  const findings = [
    ...stuck.map(describeStuck),
    ...left.map(({ model }) => `${model} goes on with what was before: run npm run ops -- rebuild ${model}`),
  ].filter(finding => !replay.findings.includes(finding));
  const inner = { phase: 'begin', progress: {} };
  return { phase: 'rebuild', progress: { ...at, at: 0, rebuilds, inner }, findings };
}

export async function rebuildOne({ parts, replay, at }: Step): Promise<StepResult> {
  const building = at.rebuilds[at.at];
  if (!building) return { phase: 'tidy', progress: at };
  const next = { ...at, at: at.at + 1, inner: { phase: 'begin', progress: {} } };
  const kept = await Promise.all(
    parts.rebuild.building(building.model).map(model => parts.seams.isWhole(model)),
  );
  if (kept.every(isWhole => isWhole)) return { phase: 'rebuild', progress: next };
  const request = { kind: 'rebuild' as const, ...building };
  const result = await rebuildStep(parts.rebuild, { ...replay, ...at.inner }, request).catch(error => {
    if (!(error instanceof ReplayFailed)) throw error;
    throw new ReplayFailed(`silver is switched, but ${error.message}`);
  });
  const { phase, progress, done, counts = {}, ...rest } = result;
  const told = { ...rest, counts: { ...counts, ...(done ? { 'models rebuilt': 1 } : {}) } };
  if (done) return { ...told, phase: 'rebuild', progress: next };
  return { ...told, phase: 'rebuild', progress: { ...at, inner: { phase, progress } } };
}
