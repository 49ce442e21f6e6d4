// What a chart of series is given, apart from how it is drawn.

export type SeriesChartProps = {
  /** What it shows, for who cannot see it. */
  label: string;
  xKind: 'time' | 'number' | 'category';
  /** Ascending: seconds since 1970, numbers, or places in `categories`. */
  x: readonly number[];
  categories?: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[] }[];
  height?: number;
  /** Times are shown as UTC; else as the browser's clock has them. */
  utc?: boolean;
  /** A line ends where it has no value; else it leads across. */
  gaps?: boolean;
};
