// Hopping windows, as a query writes them: UNNEST of the series of windows that a time is in.
//
//   UNNEST(generate_series(time_bucket(INTERVAL '5 minutes', t) - INTERVAL '55 minutes', t, INTERVAL '5 minutes'))
//
// Batch gives a row for each of the windows. A fold counts the row once, in the pane of five minutes that it lies in; the
// windows are made of panes when they are asked for (panes.ts).

import { addIntervals, formatInterval, scaleInterval } from '../../sql-expression/interval.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { timestamptz, typeName } from '../../sql-expression/types.ts';
import type { Interval } from '../../sql-expression/value.ts';
import { formatWidth, sameWidth, type Width } from '../width.ts';
import { attempting } from './attempt.ts';
import type { Branch } from './branch.ts';
import { compileIn } from './expressions.ts';
import type { Frame } from './frame.ts';
import { refuseFailing } from './refuse-failing.ts';
import { canonical } from './same-expression.ts';
import { bindingAt } from './scope.ts';
import { eventTimeBinding } from './silver-tables.ts';
import type { Series } from './step.ts';
import { constantInterval, countOf, cutOf, isCut } from './window-width.ts';

/** Each window is added up from its panes for each answer. */
const mostPanes = 300;

const example =
  "generate_series(time_bucket(INTERVAL '5 minutes', _event_time) - INTERVAL '55 minutes', _event_time, INTERVAL '5 minutes')";

export type HoppingWindows = { series: Series; paneStart: (frame: Frame) => number | null };

/** Null for what is no series of times. */
export function hoppingWindows(branch: Branch, list: SyntaxNode): HoppingWindows | null {
  const called = textAt(list, 'function_name').toLowerCase();
  const [from, to, step] = nodesAt(list, 'children');
  if ((called !== 'generate_series' && called !== 'range') || !from || !to || !step) return null;
  if (!constantInterval(step)) return null;
  const { cut, time, width, offset: first } = firstWindow(from);
  if (countOf(constantInterval(step) as Interval, width) !== 1)
    refuse(
      step,
      'one window begins after another as often as times are cut',
      `the width in ${called}'s start`,
    );
  const last = lastWindow(to, width, called);
  if (canonical([branch], last.time) !== canonical([branch], time))
    refuse(to, 'a series of windows is that of one time', example);
  const { type } = compileIn(branch, time);
  if (type.id !== timestamptz.id)
    refuse(time, `a window is cut from a time with a zone, and this is ${typeName(type)}`, example);
  refuseFailing(branch, 'of windows', time);
  const hops = { first, last: last.offset };
  const panes = hops.last - hops.first + 1;
  if (panes < 1) refuse(list, 'there is no window in the series', example);
  if (panes === 1)
    refuse(
      list,
      'one window for each time is no series',
      'what times are cut to, as a column: time_bucket(…)',
    );
  if (panes > mostPanes)
    refuse(
      list,
      `a window has ${panes} panes, and may have ${mostPanes}`,
      'a smaller window, or a longer step from one to the next',
    );
  const ofEvent = branch.unnested === 0 || bindingAt(branch, time) === eventTimeBinding;
  const evaluate = attempting(
    compileIn(branch, { ...cut, children: [nodesAt(cut, 'children')[0], time] }).evaluate,
  );
  return {
    series: { pane: width, hops, ofEvent, at: list },
    paneStart: evaluate as HoppingWindows['paneStart'],
  };
}

type End = { cut: SyntaxNode | null; time: SyntaxNode; offset: Interval; inner: Interval; at: SyntaxNode };

function firstWindow(from: SyntaxNode) {
  const end = endOf(from);
  if (!end.cut) return refuse(from, 'a series of windows begins where times are cut to', example);
  const { width } = cutOf(end.cut);
  return { cut: end.cut, time: end.time, width, offset: hopsOf(end, width) };
}

function lastWindow(to: SyntaxNode, width: Width, called: string): { time: SyntaxNode; offset: number } {
  const end = endOf(to);
  if (!end.cut && called === 'range')
    return refuse(
      to,
      'range leaves its end out: a time at the very start of a window would not be in that',
      'generate_series',
    );
  if (end.cut && !sameWidth(cutOf(end.cut).width, width))
    return refuse(to, 'a series of windows cuts times to one width', example);
  return { time: end.time, offset: hopsOf(end, width) - (called === 'range' ? 1 : 0) };
}

/** Only whole hops: then the windows of all times begin together. */
function hopsOf({ offset, inner, at }: End, width: Width): number {
  const counts = [offset, inner].map(
    interval =>
      countOf(interval, width) ??
      refuse(
        at,
        `windows are whole steps of ${formatWidth(width)}, and ${formatInterval(interval)} is not`,
        `a multiple of ${formatWidth(width)}`,
      ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const nothing: Interval = { months: 0, days: 0, micros: 0 };

/** An end of a series: a time, perhaps cut, with constants added to it before and after. */
function endOf(node: SyntaxNode): End {
  const outer = shifted(node);
  if (!isCut(outer.node)) return { cut: null, time: outer.node, offset: outer.by, inner: nothing, at: node };
  const inner = shifted(cutOf(outer.node).time);
  return { cut: outer.node, time: inner.node, offset: outer.by, inner: inner.by, at: node };
}

function shifted(node: SyntaxNode): { node: SyntaxNode; by: Interval } {
  const sign = { '+': 1, '-': -1 }[textAt(node, 'function_name')];
  const [left, right] = nodesAt(node, 'children');
  if (sign === undefined || !left || !right) return { node, by: nothing };
  const [after, before] = [constantInterval(right), sign === 1 ? constantInterval(left) : null];
  const interval = after ?? before;
  if (!interval) return { node, by: nothing };
  const rest = shifted(after ? left : right);
  return { node: rest.node, by: addIntervals(rest.by, scaleInterval(interval, sign)) };
}
