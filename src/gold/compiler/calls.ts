// The aggregates that a query calls, each once however often it is written.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import { countRows } from '../aggregates/count.ts';
import { aggregateOf, withoutOrder } from './aggregate-functions.ts';
import { attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import { compileIn, conditionIn, typeIn } from './expressions.ts';
import { isNeverNull } from './never-null.ts';
import type { CompiledCall, PlannedAggregate } from './plan.ts';
import { canonical } from './same-expression.ts';
import { bindingAt } from './scope.ts';
import { identityBinding } from './silver-tables.ts';

export type PlannedCall = PlannedAggregate & { inBranch: CompiledCall[] };

export type Calls = {
  /** The place of the call's value among those of the aggregates. `name` is a column's that it may be called by. */
  place(call: SyntaxNode, name: string | null): { index: number; type: SqlType };
  /** All of them, and among them one that counts rows: it tells a group without any. */
  planned(): PlannedCall[];
};

/** COUNT(*) without a condition: a group that it counts none of is not there. */
export function countsRows({ aggregate, perEvent, inBranch }: PlannedCall): boolean {
  return aggregate === countRows && !perEvent && inBranch.every(({ filter }) => filter === null);
}

export function collectCalls(branches: readonly Branch[]): Calls {
  const known = new Map<string, number>();
  const planned: PlannedCall[] = [];
  /** Names of fields go into documents and the paths of patches: plain ones only, each once, and `n` for the rows. */
  const fieldFor = (name: string | null): string => {
    const free = (field: string) => field !== 'n' && planned.every(other => other.field !== field);
    if (name !== null && /^[a-z][a-z0-9_]*$/.test(name) && free(name)) return name;
    for (let i = planned.length; ; i += 1) if (free(`a${i}`)) return `a${i}`;
  };
  return {
    place: (call, name) => {
      const text = canonical(branches, call);
      const index = known.get(text) ?? planned.length;
      if (index === planned.length) {
        planned.push({ ...planCall(call, branches), field: fieldFor(name) });
        known.set(text, index);
      }
      return { index, type: planned[index]?.aggregate.type ?? refuse(call, 'this cannot be folded') };
    },
    planned: () => (planned.some(countsRows) ? planned : [...planned, rowCount(branches)]),
  };
}

function rowCount(branches: readonly Branch[]): PlannedCall {
  const everyRow = branches.map(() => ({ filter: null, value: null, by: null }));
  return { field: 'n', aggregate: countRows, perEvent: false, inBranch: everyRow };
}

function planCall(written: SyntaxNode, branches: readonly Branch[]): Omit<PlannedCall, 'field'> {
  const call = withoutOrder(written);
  const args = nodesAt(call, 'children');
  const changes = branches.some(branch => branch.changes);
  const perEvent = countsEvents(call, branches);
  const types = args.map(argument => typeIn(branches, argument));
  const aggregate = perEvent ? countRows : aggregateOf(call, types, changes);
  if (perEvent) refuseSeveralPanes(written, branches);
  if (!aggregate.invertible && changes)
    refuse(
      written,
      `${textAt(call, 'function_name')} cannot take back rows that a change removes`,
      'count, sum or avg; or a model over a table of events',
    );
  if (call !== written) checkOrder(written, args.at(-1), branches);
  const filter = isNode(call.filter) ? call.filter : null;
  const evaluateIn = (branch: Branch, argument: SyntaxNode | undefined) =>
    argument && !perEvent ? attempting(compileIn(branch, argument).evaluate) : null;
  return {
    aggregate,
    perEvent,
    inBranch: branches.map(branch => ({
      filter: filter && conditionIn(branch, filter),
      value: evaluateIn(branch, args[0]),
      by: evaluateIn(branch, args[1]),
    })),
  };
}

/** In an order by nulls too, the last row would be one of them; by an extreme it is none. */
function checkOrder(call: SyntaxNode, order: SyntaxNode | undefined, branches: readonly Branch[]): void {
  if (order && branches.every(branch => isNeverNull(branch, null, order))) return;
  refuse(
    order ?? call,
    `the order in ${textAt(call, 'function_name')} can be null`,
    'ORDER BY _event_time, or WHERE … IS NOT NULL',
  );
}

/** An event is counted once in a pane; a window that had it in two of its panes would count it twice. */
function refuseSeveralPanes(call: SyntaxNode, branches: readonly Branch[]): void {
  if (
    branches.some(({ steps }) => steps.some(step => step.kind === 'unnest' && step.series?.ofEvent === false))
  )
    refuse(
      call,
      'elements of one list can lie in several panes of a hopping window, and their event would be counted in each',
      'count(*), or hopping windows of _event_time',
    );
}

/** COUNT(DISTINCT _identity): an identity is in one event only, so events are counted and not remembered. */
function countsEvents(call: SyntaxNode, branches: readonly Branch[]): boolean {
  const [argument] = nodesAt(call, 'children');
  if (textAt(call, 'function_name') !== 'count' || call.distinct !== true || !argument) return false;
  return branches.every(branch => bindingAt(branch, argument) === identityBinding);
}
