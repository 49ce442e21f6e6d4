// How far a column may differ between gold and batch: not at all, but for functions whose batch result is itself inexact.

import { exactValues } from '../gold/aggregates/distinct.ts';
import { namesAt, nodeAt, nodesAt, parseSyntax, type SyntaxNode, textAt } from '../sql-expression/syntax.ts';

export type Tolerance = {
  relative: number;
  /** Whether gold rounds to whole numbers what batch has exactly. */
  rounded: boolean;
  /** Batch values up to it are equal all the same. */
  exactUpTo?: number;
};

/** DuckDB's one-pass variance rounds at each row, where gold's is exact; see spread.ts and quantile.ts. */
const inexact: [functions: RegExp, tolerance: Tolerance][] = [
  [/^approx_quantile$/, { relative: 0.0101, rounded: true }],
  [/^(stddev|var)/, { relative: 1e-9, rounded: false }],
];

/** By column; one that is not here must be equal to the last digit. `query` is the model's syntax tree. */
export function tolerances(query: string): Map<string, Tolerance> {
  const statement = nodesAt(parseSyntax(query), 'statements')[0];
  const items = statement ? nodesAt(nodeAt(statement, 'node'), 'select_list') : [];
  return new Map(
    items.flatMap(item => {
      if (isDistinctCount(item)) return [[nameOf(item), ofDistinctCounts] as const];
      const called = functionsIn(item);
      const found = inexact.find(([functions]) => called.some(name => functions.test(name)));
      return found ? [[nameOf(item), found[1]] as const] : [];
    }),
  );
}

/** Five standard errors of the sketch in distinct.ts. */
const ofDistinctCounts: Tolerance = { relative: 0.16, rounded: true, exactUpTo: exactValues };

/** Alone, and not in an expression: what is computed from an estimate has no bound that is known here. */
function isDistinctCount(item: SyntaxNode): boolean {
  return textAt(item, 'function_name') === 'count' && item.distinct === true;
}

const nameOf = (item: SyntaxNode) => textAt(item, 'alias') || (namesAt(item, 'column_names').at(-1) ?? '');

function functionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(functionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { function_name: name } = value as { function_name?: unknown };
  return [
    ...(typeof name === 'string' ? [name.toLowerCase()] : []),
    ...Object.values(value).flatMap(functionsIn),
  ];
}
