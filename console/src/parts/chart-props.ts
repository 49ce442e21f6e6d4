// What a chart over time shows.

export type ChartSeries = {
  name: string;
  /** A custom property, as in `--accent`. */
  colour: string;
  dash?: readonly number[];
  values: readonly (number | null)[];
};

export type ChartProps = {
  /** What it shows, as a sentence fragment: the chart's name. */
  title: string;
  /** Epoch seconds, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  /** Values that something should stay below. */
  limits?: readonly { value: number; colour: string }[];
  /** Orders of magnitude instead of differences. */
  logarithmic?: boolean;
  format: (value: number) => string;
};
