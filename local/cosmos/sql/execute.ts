// Executes a prepared query over a container, a page at a time. Plain queries stream and stop at a full page;
// ordered ones sort what matches; DISTINCT, GROUP BY and aggregates answer from all that matches.
import { badRequest } from '../errors.ts';
import type { Container } from '../store/container.ts';
import { type Item, peekDocument } from '../store/item.ts';
import { aggregate, type Compiled, type Frame } from './compile.ts';
import { type Continuation, encodeContinuation } from './continuation.ts';
import { requiredValues } from './key-equality.ts';
import { type Page, PageBuilder } from './page.ts';
import type { Plan, Prepared } from './prepare.ts';
import { candidates, partitionsFor, type RequestScope } from './scope.ts';
import { compareForOrder } from './values.ts';

export type Execution = {
  container: Container;
  prepared: Prepared;
  parameters: ReadonlyMap<string, unknown>;
  scope: RequestScope;
  continuation: Continuation;
  mostRows: number;
};

export function execute(execution: Execution): Page {
  const { plan } = execution.prepared;
  if (plan.aggregates.length > 0 || plan.groupBy.length > 0 || plan.query.distinct)
    return collected(execution);
  return plan.orderBy.length > 0 ? ordered(execution) : streamed(execution);
}

type Window = { from: number; to: number };

function streamed(execution: Execution): Page {
  const { plan } = execution.prepared;
  const frame = frameOf(execution);
  const window = windowOf(plan, frame);
  const page = new PageBuilder(execution.mostRows);
  const [behindPartition, behindItem] = execution.continuation.behind ?? [0, 0];
  let { matched } = execution.continuation;
  let last: [number, number] | undefined;
  let scanned = 0;
  const ids = requiredValues(plan.query.where, ['id'], frame);
  for (const partition of partitionsFor(execution.container, execution.scope, plan.query.where, frame)) {
    if (partition.ordinal < behindPartition) continue;
    for (const item of candidates(execution.container, partition, ids)) {
      if (partition.ordinal === behindPartition && item.rid <= behindItem) continue;
      if (matched >= window.to) return page.page(scanned);
      if (page.full) return page.page(scanned, encodeContinuation({ matched, behind: last }));
      scanned += 1;
      last = [partition.ordinal, item.rid];
      if (!matches(plan, frame, item)) continue;
      matched += 1;
      if (matched <= window.from) continue;
      const row = rowOf(plan, frame, item);
      if (row !== undefined) page.add(row);
    }
  }
  return page.page(scanned);
}

type Row = { keys: unknown[]; partition: number; item: Item };

function ordered(execution: Execution): Page {
  const { plan } = execution.prepared;
  const frame = frameOf(execution);
  const window = windowOf(plan, frame);
  const rows: Row[] = [];
  const scanned = eachMatch(execution, frame, item => {
    const keys = plan.orderBy.map(({ key }) => key(frame));
    rows.push({ keys, partition: item.partition.ordinal, item });
  });
  const compare = comparatorOf(plan);
  rows.sort(compare);
  const resume = resumeAt(execution.continuation, rows, compare);
  const page = new PageBuilder(execution.mostRows);
  let { matched } = execution.continuation;
  let last: Row | undefined;
  for (const row of rows.slice(resume)) {
    if (matched >= window.to) break;
    if (page.full && last !== undefined)
      return page.page(scanned, encodeContinuation(resumption(last, matched)));
    matched += 1;
    last = row;
    if (matched <= window.from) continue;
    frame.document = peekDocument(row.item);
    const text = rowOf(plan, frame, row.item);
    if (text !== undefined) page.add(text);
  }
  return page.page(scanned);
}

function comparatorOf(plan: Plan): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const [index, { descending }] of plan.orderBy.entries()) {
      const order = compareForOrder(a.keys[index], b.keys[index]);
      if (order !== 0) return descending ? -order : order;
    }
    return a.partition - b.partition || a.item.rid - b.item.rid;
  };
}

function resumption({ keys, partition, item }: Row, matched: number): Continuation {
  return {
    matched,
    behind: [partition, item.rid],
    keys: keys.map(key => (key === undefined ? [] : [key])),
  };
}

function resumeAt(
  continuation: Continuation,
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
): number {
  const { keys, behind } = continuation;
  if (keys === undefined || behind === undefined) return 0;
  const [partition, rid] = behind;
  const last: Row = { keys: keys.map(([key]) => key), partition, item: { rid } as Item };
  const index = rows.findIndex(row => compare(row, last) > 0);
  return index < 0 ? rows.length : index;
}

function collected(execution: Execution): Page {
  const { plan } = execution.prepared;
  const frame = frameOf(execution);
  const groups = new Map<string, { values: unknown[][]; document: unknown }>();
  const isGrouped = plan.aggregates.length > 0 || plan.groupBy.length > 0;
  const open = (key: string) => {
    const group = { values: plan.aggregates.map(() => [] as unknown[]), document: frame.document };
    groups.set(key, group);
    return group;
  };
  if (isGrouped && plan.groupBy.length === 0) open('[]');
  const scanned = eachMatch(execution, frame, item => {
    const key = isGrouped ? keyText(plan.groupBy, frame) : (rowOf(plan, frame, item) ?? '');
    const group = groups.get(key) ?? open(key);
    for (const [slot, { argument }] of plan.aggregates.entries()) group.values[slot]?.push(argument(frame));
  });
  const rows = [...groups.values()].map(({ values, document }) => ({
    ...frame,
    document,
    aggregates: plan.aggregates.map(({ name }, slot) => aggregate(name, values[slot] ?? [])),
  }));
  sortFrames(plan, rows);
  const window = windowOf(plan, frame);
  const page = new PageBuilder(execution.mostRows);
  let { matched } = execution.continuation;
  for (const row of rows.slice(matched, window.to)) {
    if (page.full) return page.page(scanned, encodeContinuation({ matched }));
    matched += 1;
    if (matched <= window.from) continue;
    const text = projected(plan, row, undefined);
    if (text !== undefined) page.add(text);
  }
  return page.page(scanned);
}

function sortFrames(plan: Plan, rows: Frame[]): void {
  if (plan.orderBy.length === 0) return;
  rows.sort((a, b) => {
    for (const { key, descending } of plan.orderBy) {
      const order = compareForOrder(key(a), key(b));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function keyText(groupBy: readonly Compiled[], frame: Frame): string {
  return JSON.stringify(
    groupBy.map(key => {
      const value = key(frame);
      return value === undefined ? [] : [value];
    }),
  );
}

/** Calls back for every match with the frame set to its document; answers how many documents were looked at. */
function eachMatch(execution: Execution, frame: Frame, found: (item: Item) => void): number {
  const { plan } = execution.prepared;
  const { where } = plan.query;
  const ids = requiredValues(where, ['id'], frame);
  let scanned = 0;
  for (const partition of partitionsFor(execution.container, execution.scope, where, frame)) {
    for (const item of candidates(execution.container, partition, ids)) {
      scanned += 1;
      frame.document = peekDocument(item);
      if (plan.where === undefined || plan.where(frame) === true) found(item);
    }
  }
  return scanned;
}

function matches(plan: Plan, frame: Frame, item: Item): boolean {
  if (plan.where === undefined && plan.query.select === 'all') return true;
  frame.document = peekDocument(item);
  return plan.where === undefined || plan.where(frame) === true;
}

function rowOf(plan: Plan, frame: Frame, item: Item): string | undefined {
  return projected(plan, frame, item.text);
}

function projected(plan: Plan, frame: Frame, text: string | undefined): string | undefined {
  if (plan.value !== undefined) return JSON.stringify(plan.value(frame));
  if (plan.list === undefined) return text ?? JSON.stringify(frame.document);
  const row: [string, unknown][] = plan.list.map(({ name, value }) => [name, value(frame)]);
  return JSON.stringify(Object.fromEntries(row));
}

function frameOf({ prepared, parameters }: Execution): Frame {
  return { document: undefined, literals: prepared.literals, parameters, aggregates: [] };
}

/** Matches number `from` (exclusive) to `to` (inclusive) are answered. */
function windowOf(plan: Plan, frame: Frame): Window {
  const from = plan.offset === undefined ? 0 : count(plan.offset(frame), 'OFFSET');
  const limit = plan.limit === undefined ? Number.POSITIVE_INFINITY : count(plan.limit(frame), 'LIMIT');
  const top = plan.top === undefined ? Number.POSITIVE_INFINITY : count(plan.top(frame), 'TOP');
  return { from, to: Math.min(from + limit, top) };
}

function count(value: unknown, clause: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw badRequest(`${clause} must be a non-negative integer.`);
}
