// Windows: a column that is grouped by and is cut from a time, or is one of the hopping windows of a time.

import { refuse } from '../../sql-expression/refusal.ts';
import type { SyntaxNode } from '../../sql-expression/syntax.ts';
import { typeName } from '../../sql-expression/types.ts';
import { tumbling } from '../panes.ts';
import { sameWidth } from '../width.ts';
import { attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import { compileIn, typeIn } from './expressions.ts';
import type { FoldInput, WindowPlan } from './plan.ts';
import { bindingAt } from './scope.ts';
import { cutOf, isCut } from './window-width.ts';

export type GroupedWindow = Omit<WindowPlan, 'name'> & {
  /** What must not be null for a row to be in a window; null where that is seen to. */
  time: SyntaxNode | null;
  /** Start of a row's pane, in each branch. */
  starts: NonNullable<FoldInput['windowStart']>[];
};

/** Null for a column of the key. */
export function windowOf(item: SyntaxNode, branches: readonly Branch[]): GroupedWindow | null {
  const hopping = hoppingOf(item, branches);
  if (hopping || !isCut(item)) return hopping;
  const { width, time } = cutOf(item);
  const { id } = typeIn(branches, time);
  if (id !== 'TIMESTAMP WITH TIME ZONE')
    return refuse(
      time,
      `a window is cut from a time with a zone, and this is ${typeName(typeIn(branches, time))}`,
      'time_bucket(…, _event_time)',
    );
  const starts = branches.map(branch => attempting(compileIn(branch, item).evaluate));
  return { pane: width, hops: tumbling, time, starts };
}

function hoppingOf(item: SyntaxNode, branches: readonly Branch[]): GroupedWindow | null {
  const found = branches.map(branch => bindingAt(branch, item));
  const series = found.map(binding => binding?.hopping ?? null);
  const [first] = series;
  if (series.every(each => each === null)) return null;
  const other = series.find(
    each =>
      !each ||
      !first ||
      !sameWidth(each.pane, first.pane) ||
      each.hops.first !== first.hops.first ||
      each.hops.last !== first.hops.last,
  );
  if (!first || other !== undefined)
    return refuse(
      item,
      'the parts of the UNION ALL have other windows',
      'the series of windows beside the UNION ALL, and not in its parts',
    );
  return { ...first, time: null, starts: found.map(binding => binding?.read ?? (() => null)) };
}

/** Whoever unnests windows groups by them: otherwise a row would be counted once for each of them. */
export function refuseLooseSeries(branches: readonly Branch[], window: SyntaxNode | null): void {
  for (const branch of branches) {
    const grouped = window && bindingAt(branch, window);
    for (const step of branch.steps)
      if (step.kind === 'unnest' && step.series && step.series !== grouped?.hopping)
        refuse(
          step.series.at,
          'a series of times is that of hopping windows, and this one is not grouped by',
          'GROUP BY its column; one series in a model',
        );
  }
}
