// Random windows as SQL text: tumbling and hopping ones, of lengths, weeks and months.

import { ofLength, ofMonths, ofWeeks, type Width } from '../../../src/gold/width.ts';
import type { Draw } from './random-expressions.ts';

/** How a query has the window `w`: as an item of its select list, and perhaps by a list beside its tables. */
export type Cut = { item: string; beside: string };

export type RandomWindow = { cut: Cut; rolledUp: { cut: Cut; grain: Width }; span: string };

/** `times` so many panes are one of a larger grain. */
type Pane = {
  width(times: number): Width;
  interval(times: number): string;
  bucket(times: number, time: string): string;
  truncate: string | null;
  times: number[];
  spans: string[];
};

const minute = 60_000;

const lengths = (unit: string, ms: number, count: number, times: number[], spans: string[]): Pane => ({
  width: factor => ofLength(ms * count * factor),
  interval: factor => `INTERVAL '${count * factor} ${unit}s'`,
  bucket: (factor, time) => `time_bucket(INTERVAL '${count * factor} ${unit}s', ${time})`,
  truncate: count === 1 ? unit : null,
  ...{ times, spans },
});

const months = (count: number, truncate: string | null, times: number[]): Pane => ({
  width: factor => ofMonths(count * factor),
  interval: factor => `INTERVAL '${count * factor} months'`,
  bucket: (factor, time) => `time_bucket(INTERVAL '${count * factor} months', ${time})`,
  truncate,
  times,
  spans: ['1y', '24mo', '5y'],
});

/** DuckDB's buckets of several weeks are counted from another Monday than ours. */
const weeks: Pane = {
  width: ofWeeks,
  interval: factor => `INTERVAL '${factor} weeks'`,
  bucket: (factor, time) =>
    `time_bucket(INTERVAL '${factor} weeks', ${time}${factor === 1 ? '' : ", TIMESTAMPTZ '1970-01-05 00:00:00+00'"})`,
  truncate: 'week',
  times: [2, 4],
  spans: ['1w', '4w'],
};

const panes: Pane[] = [
  ...[1, 5, 15, 30].map(count => lengths('minute', minute, count, [2, 4], ['1h', '1d'])),
  ...[1, 2, 6].map(count => lengths('hour', 60 * minute, count, [2, 4], ['6h', '12h', '1d', '1mo'])),
  lengths('day', 1440 * minute, 1, [1], ['1d', '7d', '4w', '1y']),
  weeks,
  months(1, 'month', [2, 3, 12]),
  months(3, 'quarter', [2, 4]),
  months(6, null, [2]),
  months(12, 'year', [1]),
];

export function randomWindow(draw: Draw, time: string): RandomWindow {
  const pane = draw.of(panes);
  const span = draw.of(pane.spans);
  return draw.chance(40) ? hopping(draw, pane, time, span) : tumbling(draw, pane, time, span);
}

function tumbling(draw: Draw, pane: Pane, time: string, span: string): RandomWindow {
  const factor = draw.of(pane.times);
  const monthly = 'ms' in pane.width(1) && pane !== weeks && draw.chance(30);
  const wide = monthly
    ? { item: `date_trunc('month', ${time})`, grain: ofMonths(1) }
    : { item: pane.bucket(factor, time), grain: pane.width(factor) };
  const cut =
    pane.truncate && draw.chance(50) ? `date_trunc('${pane.truncate}', ${time})` : pane.bucket(1, time);
  return {
    cut: { item: cut, beside: '' },
    rolledUp: { cut: { item: wide.item, beside: '' }, grain: wide.grain },
    span,
  };
}

function hopping(draw: Draw, pane: Pane, time: string, span: string): RandomWindow {
  const last = draw.of([0, 0, 0, 1, 3, -1]);
  const first = last - draw.of([1, 2, 3, 5, 11]);
  const factor = draw.of(pane.times);
  const start = pane.bucket(1, time);
  const shifted = (from: string, count: number) =>
    count === 0 ? from : `${from} ${count < 0 ? '-' : '+'} ${pane.interval(Math.abs(count))}`;
  const from = draw.of([shifted(start, first), pane.bucket(1, shifted(time, first))]);
  const to = draw.of([shifted(start, last), shifted(time, last)]);
  const series = draw.of([
    `generate_series(${from}, ${to}, ${pane.interval(1)})`,
    `range(${from}, ${shifted(start, last + 1)}, ${pane.interval(1)})`,
  ]);
  // Those of its windows that begin with a larger one.
  const least = `${pane.bucket(factor, `${shifted(start, first)} - INTERVAL '1 microsecond'`)} + ${pane.interval(factor)}`;
  const fewer = `generate_series(${least}, ${shifted(start, last)}, ${pane.interval(factor)})`;
  return {
    cut: unnested(draw, series),
    rolledUp: { cut: unnested(draw, fewer), grain: pane.width(factor) },
    span,
  };
}

const unnested = (draw: Draw, series: string): Cut => ({
  item: draw.of(['hop.w', 'w']),
  beside: `${draw.of([', ', ' CROSS JOIN '])}unnest(${series}) AS hop(w)`,
});
