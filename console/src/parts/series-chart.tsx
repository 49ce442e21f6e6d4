// Lines over time or over numbers, bars over names: drawn by uPlot in the theme's colours, each line with a dash of its own.

import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colourOf, colours } from '../theme.ts';
import type { SeriesChartProps } from './series.ts';

const looks = [
  { colour: '--accent', dash: [] },
  { colour: '--bronze', dash: [8, 3] },
  { colour: '--gold', dash: [2, 3] },
  { colour: '--silver', dash: [10, 3, 2, 3] },
  { colour: '--trouble', dash: [5, 5] },
  { colour: '--ink', dash: [1, 2] },
];

const lookOf = (i: number) => looks[i % looks.length] ?? { colour: '--accent', dash: [] };

export function SeriesChart(props: SeriesChartProps) {
  const { label, x, series, xKind, height = 280 } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const look = colours.value;
  const shape = JSON.stringify([xKind, series.map(({ name }) => name), props.categories, height, look]);
  // `shape` stands for all that a plot is made with; data are set below.
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new uPlot(options(props, element.clientWidth), aligned(props), element);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(aligned(props)), [x, series]);
  return (
    <figure class="chart">
      <div ref={place} class="plot" role="img" aria-label={describe(props)} />
      {series.length > 1 && <Keys series={series} />}
      <figcaption class="unseen">{label}</figcaption>
    </figure>
  );
}

function Keys({ series }: Pick<SeriesChartProps, 'series'>) {
  return (
    <div class="keys">
      {series.map(({ name }, i) => (
        <span key={name} class="key">
          <svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="24"
              y1="4"
              y2="4"
              stroke={`var(${lookOf(i).colour})`}
              stroke-width="2.5"
              stroke-dasharray={lookOf(i).dash.join(' ')}
            />
          </svg>
          {name}
        </span>
      ))}
    </div>
  );
}

const aligned = ({ x, series }: SeriesChartProps): uPlot.AlignedData =>
  [x, ...series.map(({ values }) => values)] as uPlot.AlignedData;

/** Least and most of each line: what a look at the picture tells. */
function describe({ label, x, series }: SeriesChartProps): string {
  const lines = series.slice(0, 6).map(({ name, values }) => {
    const numbers = values.filter(value => value !== null);
    if (numbers.length === 0) return `${name}: nothing yet`;
    const [least, most] = numbers.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return `${name}: from ${least} to ${most}, last ${numbers.at(-1)}`;
  });
  return `${label}, ${x.length} points. ${lines.join('; ')}`;
}

function options(
  { xKind, series, categories = [], height = 280, utc = false, gaps = false }: SeriesChartProps,
  width: number,
): uPlot.Options {
  const ink = colourOf('--ink-quiet');
  const line = colourOf('--line');
  const font = '12px "Source Sans 3 Variable", system-ui, sans-serif';
  const axis = {
    stroke: ink,
    font,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 5 },
  };
  const names: Partial<uPlot.Axis> = {
    space: 64,
    splits: self => [...self.data[0]],
    values: (_, splits) => splits.map(place => shortened(categories[place] ?? '')),
  };
  const bars = uPlot.paths.bars?.({ size: [0.7, 48] });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    ...(utc ? { tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC') } : {}),
    scales: {
      x: {
        time: xKind === 'time',
        range: ({ data: [places] }, low, high) => xRange(xKind, low, places.length > 1 ? high : low),
      },
    },
    axes: [
      { ...axis, ...(xKind === 'category' ? names : xKind === 'time' ? times(utc) : {}) },
      { ...axis, size: 64, values: (_, splits) => splits.map(value => compact.format(value)) },
    ],
    series: [
      {},
      ...series.map(({ name }, i) => {
        const stroke = colourOf(lookOf(i).colour);
        const bar =
          xKind === 'category' && bars ? { paths: bars, fill: stroke, points: { show: false } } : {};
        return { label: name, stroke, width: 2, dash: lookOf(i).dash, spanGaps: !gaps, ...bar };
      }),
    ],
  };
}

/** The hour and the minute; the day where it begins, or alone where days are far apart. */
function times(utc: boolean): Partial<uPlot.Axis> {
  const zone = utc ? { timeZone: 'UTC' } : {};
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone });
  const exact = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', ...zone });
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...zone });
  return {
    space: 72,
    values: (_, splits, _axis, _space, step) =>
      splits.map((seconds, i) => {
        const at = seconds * 1_000;
        if (step >= 86_400) return day.format(at);
        const time = (step < 60 ? exact : clock).format(at);
        const before = splits[i - 1];
        return before === undefined || day.format(before * 1_000) === day.format(at)
          ? time
          : `${time}\n${day.format(at)}`;
      }),
  };
}

/** A point that is alone stands in the middle. */
function xRange(xKind: SeriesChartProps['xKind'], low: number, high: number): [number, number] {
  if (xKind === 'category') return [low - 0.6, high + 0.6];
  const around = low === high ? (xKind === 'time' ? 1_800 : 1) : 0;
  return [low - around, high + around];
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 2 });
const shortened = (name: string) => (name.length > 12 ? `${name.slice(0, 11)}…` : name);
