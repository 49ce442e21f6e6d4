// A chart of values over time. What it shows is also in a table below it, for whoever reads better than they see.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { none, timeOfDay } from '../format.ts';
import { colours } from '../theme.ts';
import { chartOptions } from './chart-options.ts';
import type { ChartProps, ChartSeries } from './chart-props.ts';

const height = 220;

export function Chart(props: ChartProps) {
  const { title, times, series, format } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const pointed = useSignal<number | null>(null);
  const shape = series.map(({ name, colour }) => name + colour).join();
  const colourState = colours.value;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const width = () => Math.max(200, element.clientWidth);
    const options = chartOptions(props, { width: width(), height }, index => {
      pointed.value = index;
    });
    const made = new uPlot(options, dataOf(props), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: width(), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, colourState, props.logarithmic]);

  useEffect(() => plot.current?.setData(dataOf(props)), [times]);

  const at = pointed.value ?? times.length - 1;
  const valueAt = ({ values }: ChartSeries, index: number) => {
    const value = values[index];
    return value === null || value === undefined ? none : format(value);
  };
  return (
    <figure class="chart">
      <figcaption class="keys">
        {series.map(one => (
          <span class="key" key={one.name}>
            <svg width="18" height="8" aria-hidden="true">
              <line
                x1="0"
                x2="18"
                y1="4"
                y2="4"
                stroke={`var(${one.colour})`}
                stroke-width="2"
                stroke-dasharray={one.dash?.join(' ')}
              />
            </svg>
            {one.name} <b>{valueAt(one, at)}</b>
          </span>
        ))}
        {pointed.value !== null && <span>at {timeOfDay((times[at] ?? 0) * 1000)}</span>}
      </figcaption>
      <div class="plot" ref={place} role="img" aria-label={`${title}. The table below has its values.`} />
      <ValueTable title={title} times={times} series={series} valueAt={valueAt} />
    </figure>
  );
}

type ValueTableProps = Pick<ChartProps, 'title' | 'times' | 'series'> & {
  valueAt: (series: ChartSeries, index: number) => string;
};

const rowsShown = 20;

function ValueTable({ title, times, series, valueAt }: ValueTableProps) {
  const isOpen = useSignal(false);
  const newestFirst = times
    .map((at, index) => ({ at, index }))
    .slice(-rowsShown)
    .reverse();
  return (
    <details
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>As a table</summary>
      {isOpen.value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section class="scroll" tabIndex={0} aria-label={`${title}, as a table`}>
          <table class="data">
            <thead>
              <tr>
                <th scope="col">Time</th>
                {series.map(({ name }) => (
                  <th scope="col" class="number" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {newestFirst.map(({ at, index }) => (
                <tr key={at}>
                  <th scope="row">{timeOfDay(at * 1000)}</th>
                  {series.map(one => (
                    <td class="number" key={one.name}>
                      {valueAt(one, index)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

function dataOf({ times, series }: ChartProps): uPlot.AlignedData {
  return [[...times], ...series.map(({ values }) => [...values])];
}
