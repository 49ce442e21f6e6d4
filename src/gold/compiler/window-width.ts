// Widths of windows as queries write them: a unit of date_trunc, or a constant interval.

import { compileSql, type Interval } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { ofLength, ofMonths, ofWeeks, type Width } from '../width.ts';

const units: Record<string, Width> = {
  second: ofLength(1_000),
  minute: ofLength(60_000),
  hour: ofLength(3_600_000),
  day: ofLength(86_400_000),
  week: ofWeeks(1),
  month: ofMonths(1),
  quarter: ofMonths(3),
  year: ofMonths(12),
};

const dayMs = 86_400_000;

/** Whether the expression cuts times into windows. */
export function isCut(node: SyntaxNode): boolean {
  return ['time_bucket', 'date_trunc'].includes(textAt(node, 'function_name').toLowerCase());
}

/** Of what `isCut`: how wide its windows are, and of which expression. */
export function cutOf(node: SyntaxNode): { width: Width; time: SyntaxNode } {
  const name = textAt(node, 'function_name').toLowerCase();
  const [first, time, ...others] = nodesAt(node, 'children');
  if (!first || !time || others.length > 0)
    return refuse(node, 'a window has a width and a time', `${name}(…, _event_time)`);
  return { width: name === 'date_trunc' ? widthOfUnit(first) : widthOfInterval(first), time };
}

function widthOfUnit(unit: SyntaxNode): Width {
  const value = unit.value as { value?: unknown } | undefined;
  const name = typeof value?.value === 'string' ? value.value.toLowerCase().replace(/s$/, '') : '';
  return (
    units[name] ??
    refuse(
      unit,
      'windows are of seconds, minutes, hours, days, weeks, months, quarters or years',
      "date_trunc('year', _event_time), and a larger grain such as 10y when you ask",
    )
  );
}

/** DuckDB counts buckets from the year 2000, and from its first Monday: only these widths lie where ours do. */
function widthOfInterval(node: SyntaxNode): Width {
  const interval = constantInterval(node);
  if (interval && interval.months > 0 && lengthMs(interval) === 0 && 12 % interval.months === 0)
    return ofMonths(interval.months);
  const ms = interval?.months === 0 ? lengthMs(interval) : Number.NaN;
  if (ms === 7 * dayMs) return ofWeeks(1);
  if (ms >= 1_000 && ms % 1_000 === 0 && dayMs % ms === 0) return ofLength(ms);
  return refuse(
    node,
    'the width of a window is of whole seconds and divides a day, or is a week, or of whole months and divides a year',
    "time_bucket(INTERVAL '5 minutes', _event_time)",
  );
}

/** Null for anything but a constant. */
export function constantInterval(node: SyntaxNode): Interval | null {
  const compiled = compileSql<null>(node, { column: () => null });
  return compiled.ok && compiled.type.id === 'INTERVAL' ? (compiled.evaluate(null) as Interval | null) : null;
}

/** How many of a width an interval is; null when it is no whole number of them. */
export function countOf(interval: Interval, width: Width): number | null {
  const ms = lengthMs(interval);
  const count =
    'months' in width ? ms === 0 && interval.months / width.months : interval.months === 0 && ms / width.ms;
  return typeof count === 'number' && Number.isInteger(count) ? count : null;
}

function lengthMs({ days, micros }: Interval): number {
  return days * dayMs + Number(micros) / 1_000;
}
