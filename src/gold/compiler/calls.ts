// The aggregates that a query calls, each once however often it is written.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import { countRows } from '../aggregates/count.ts';
import { aggregateOf } from './aggregate-functions.ts';
import { attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import { canonical } from './groups.ts';
import type { CompiledCall, PlannedAggregate } from './plan.ts';
import { compileIn, conditionIn, oneType } from './relations.ts';

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

function rowCount(branches: readonly Branch[]): PlannedCall {
  const everyRow = branches.map(() => ({ filter: null, values: [] }));
  return { field: 'n', aggregate: countRows, perEvent: false, inBranch: everyRow };
}

export function collectCalls(branches: readonly Branch[]): Calls {
  const known = new Map<string, number>();
  const planned: PlannedCall[] = [];
  const plan = (call: SyntaxNode, name: string | null): number => {
    const key = canonical(call);
    const found = known.get(key);
    if (found !== undefined) return found;
    const taken = planned.some(({ field }) => field === name) || name === 'n';
    planned.push({ ...planCall(call, branches), field: name && !taken ? name : `a${planned.length}` });
    known.set(key, planned.length - 1);
    return planned.length - 1;
  };
  return {
    place: (call, name) => {
      const index = plan(call, name);
      return { index, type: planned[index]?.aggregate.type ?? refuse(call, 'this cannot be folded') };
    },
    planned: () => (planned.some(countsRows) ? planned : [...planned, rowCount(branches)]),
  };
}

function planCall(call: SyntaxNode, branches: readonly Branch[]): Omit<PlannedCall, 'field'> {
  if (nodesAt(isNode(call.order_bys) ? call.order_bys : {}, 'orders').length > 0)
    refuse(call, 'ORDER BY in an aggregate cannot be folded', 'arg_min(x, y) or arg_max(x, y)');
  const name = textAt(call, 'function_name').toLowerCase();
  const args = nodesAt(call, 'children');
  const types = args.map(argument => typeIn(branches, argument));
  const changes = branches.some(branch => branch.changes);
  const perEvent = countsEvents(name, call, branches);
  const aggregate = perEvent ? countRows : aggregateOf(call, types, changes);
  if (!aggregate.invertible && changes)
    refuse(
      call,
      `${name} cannot take back rows that a change removes`,
      'count, sum or avg; or a table of events',
    );
  const filter = isNode(call.filter) ? call.filter : null;
  return {
    aggregate,
    perEvent,
    inBranch: branches.map(branch => ({
      filter: filter && conditionIn(branch, filter),
      values: args.map(argument => attempting(compileIn(branch, argument).evaluate)),
    })),
  };
}

/** COUNT(DISTINCT _identity): an identity is in one event only, so events are counted and not remembered. */
function countsEvents(name: string, call: SyntaxNode, branches: readonly Branch[]): boolean {
  const [argument] = nodesAt(call, 'children');
  const column = argument && namesAt(argument, 'column_names').at(-1)?.toLowerCase();
  return (
    name === 'count' &&
    call.distinct === true &&
    column === '_identity' &&
    branches.every(({ changes }) => !changes)
  );
}

export function typeIn(branches: readonly Branch[], expression: SyntaxNode): SqlType {
  return oneType(
    expression,
    branches.map(branch => compileIn(branch, expression)),
  );
}
