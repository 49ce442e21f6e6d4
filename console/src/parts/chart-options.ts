// How every chart looks: hairlines, no frame, the page's own letters and colours.

import type uPlot from 'uplot';
import { timeOfDay } from '../format.ts';
import { colourOf } from '../theme.ts';
import type { ChartProps } from './chart-props.ts';

type Size = { width: number; height: number };

export function chartOptions(
  { series, limits = [], logarithmic = false, format }: ChartProps,
  size: Size,
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const [quiet, line] = [colourOf('--ink-quiet'), colourOf('--line')];
  const font = `12px ${getComputedStyle(document.documentElement).fontFamily}`;
  const axis = { stroke: quiet, font, ticks: { show: false }, grid: { stroke: line, width: 1 } };
  const limitLines = limits.map(({ value, colour }) => ({ value, colour: colourOf(colour) }));
  return {
    ...size,
    legend: { show: false },
    padding: [8, 4, 0, 0],
    cursor: { points: { size: 6 }, y: false, drag: { x: false, y: false } },
    scales: { x: { time: true }, y: logarithmic ? { distr: 3, range: decades } : { range: fromZero } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 90,
        values: (plot, splits) => splits.map(at => timeOfDay(at * 1000).slice(0, lettersOfTime(plot))),
      },
      {
        ...axis,
        size: 58,
        ...(logarithmic ? { grid: { ...axis.grid, filter: wholeDecades }, filter: wholeDecades } : {}),
        values: (_plot, splits) => splits.map(value => (value === null ? '' : format(value))),
      },
    ],
    series: [
      {},
      ...series.map(({ name, colour, dash }) => ({
        label: name,
        stroke: colourOf(colour),
        width: 1.75,
        points: { show: false },
        spanGaps: false,
        ...(dash === undefined ? {} : { dash: [...dash] }),
      })),
    ],
    hooks: {
      setCursor: [plot => onPoint(plot.cursor.idx ?? null)],
      draw: [plot => drawLimits(plot, limitLines)],
    },
  };
}

/** `12:34`, and `12:34:56` where a chart is of minutes. */
function lettersOfTime({ scales }: uPlot): number {
  const { min = 0, max = 0 } = scales.x ?? {};
  return (max ?? 0) - (min ?? 0) < 600 ? 8 : 5;
}

const wholeDecades = (_plot: uPlot, splits: number[]): (number | null)[] =>
  splits.map(value => (Number.isInteger(Math.log10(value)) ? value : null));

/** Whole decades around the values, so that the picture does not jump with each of them. */
function decades(_plot: uPlot, min: number | null, max: number | null): [number, number] {
  const low = 10 ** Math.floor(Math.log10(Math.max(1, min ?? 10)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(10, (max ?? 1_000) * 1.01)));
  return [low, Math.max(high, 1_000)];
}

function fromZero(_plot: uPlot, _min: number | null, max: number | null): [number, number] {
  return [0, Math.max(1, (max ?? 1) * 1.12)];
}

function drawLimits(plot: uPlot, limits: readonly { value: number; colour: string }[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const { value, colour } of limits) {
    const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.65;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}
