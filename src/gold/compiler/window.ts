// Windows: a column that is grouped by and is cut from a time, all of one width.

import { compileSql, type Interval } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { typeName } from '../../sql-expression/types.ts';
import type { Branch } from './branch.ts';
import { typeIn } from './expressions.ts';

const unitMs: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const dayMs = 86_400_000;

/** Milliseconds of a window; null for a column of the key. */
export function grainOf(item: SyntaxNode, branches: readonly Branch[]): number | null {
  const name = textAt(item, 'function_name').toLowerCase();
  if (name !== 'time_bucket' && name !== 'date_trunc') return null;
  const [first, time, ...others] = nodesAt(item, 'children');
  if (!first || !time || others.length > 0)
    return refuse(item, 'a window has a width and a time', `${name}(…, _event_time)`);
  const { id } = typeIn(branches, time);
  if (id !== 'TIMESTAMP WITH TIME ZONE')
    return refuse(
      time,
      `a window is cut from a time with a zone, and this is ${typeName(typeIn(branches, time))}`,
      `${name}(…, _event_time)`,
    );
  return name === 'date_trunc' ? grainOfUnit(first) : grainOfInterval(first);
}

function grainOfUnit(unit: SyntaxNode): number {
  return (
    unitMs[constantText(unit).toLowerCase().replace(/s$/, '')] ??
    refuse(
      unit,
      'windows are of seconds, minutes, hours or days',
      "date_trunc('day', _event_time), and a larger grain such as 7d when you ask; sums of days by month in SQL over gold.<model>",
    )
  );
}

function grainOfInterval(interval: SyntaxNode): number {
  const compiled = compileSql<null>(interval, { column: () => null });
  const width = compiled.ok && compiled.type.id === 'INTERVAL' ? (compiled.evaluate(null) as Interval) : null;
  const grainMs = width?.months === 0 ? width.days * dayMs + Number(width.micros) / 1_000 : Number.NaN;
  // DuckDB counts buckets from a Monday in 2000: only widths that divide a day lie where ours do.
  if (Number.isNaN(grainMs) || grainMs < 1_000 || grainMs % 1_000 !== 0 || dayMs % grainMs !== 0)
    return refuse(
      interval,
      'the width of a window is of whole seconds, and divides a day',
      "time_bucket(INTERVAL '5 minutes', _event_time)",
    );
  return grainMs;
}

function constantText(node: SyntaxNode): string {
  const value = node.value as { value?: unknown } | undefined;
  return typeof value?.value === 'string' ? value.value : '';
}
