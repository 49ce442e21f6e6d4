// Counters, gauges and latency histograms of one process: kept here at the cost of an addition, in Prometheus' text format
// (exposition format 0.0.4) for who asks, and as a snapshot for who exports them (src/telemetry/).

export type Labels = Record<string, string>;

export type Metrics = {
  count(name: string, labels: Labels, amount?: number): void;
  /** Records a latency in milliseconds. */
  observe(name: string, labels: Labels, ms: number): void;
  /** Sets what is true now. */
  set(name: string, labels: Labels, value: number): void;
  exposition(): string;
  /** Everything as it is now; histograms are copies. */
  snapshot(): MetricsSnapshot;
};

export type Series<Value> = { name: string; labels: Labels; value: Value };

/** `counts` by bucket: up to each of latencyBoundsMs, and one for what is above them all. */
export type LatencyHistogram = { counts: Uint32Array; sumMs: number; count: number };

export type MetricsSnapshot = {
  counters: Series<number>[];
  gauges: Series<number>[];
  histograms: Series<LatencyHistogram>[];
};

/** Upper bounds in ms: 4% apart, from 1 ms to about 2 minutes, so that any percentile is exact to 4%. */
export const latencyBoundsMs: readonly number[] = Array.from(
  { length: 300 },
  (_, i) => Math.round(1.04 ** i * 100) / 100,
);

export function createMetrics(): Metrics {
  const counters = new Map<string, Series<number>>();
  const gauges = new Map<string, Series<number>>();
  const histograms = new Map<string, Series<LatencyHistogram>>();
  return {
    count: (name, labels, amount = 1) => {
      seriesOf(counters, name, labels, () => 0).value += amount;
    },
    observe: (name, labels, ms) => {
      record(seriesOf(histograms, name, labels, emptyHistogram).value, ms);
    },
    set: (name, labels, value) => {
      seriesOf(gauges, name, labels, () => 0).value = value;
    },
    exposition: () => {
      const lines = [...counters, ...gauges].map(([series, { value }]) => `${series} ${value}`);
      for (const { name, labels, value } of histograms.values())
        lines.push(...histogramLines(name, labels, value));
      return `${lines.join('\n')}\n`;
    },
    snapshot: () => ({
      counters: [...counters.values()].map(series => ({ ...series })),
      gauges: [...gauges.values()].map(series => ({ ...series })),
      histograms: [...histograms.values()].map(({ value, ...series }) => ({
        ...series,
        value: { ...value, counts: value.counts.slice() },
      })),
    }),
  };
}

function seriesOf<Value>(
  kept: Map<string, Series<Value>>,
  name: string,
  labels: Labels,
  first: () => Value,
): Series<Value> {
  const id = seriesName(name, labels);
  let series = kept.get(id);
  if (!series) {
    series = { name, labels, value: first() };
    kept.set(id, series);
  }
  return series;
}

const emptyHistogram = (): LatencyHistogram => ({
  counts: new Uint32Array(latencyBoundsMs.length + 1),
  sumMs: 0,
  count: 0,
});

function record(histogram: LatencyHistogram, ms: number): void {
  const bucket = ms <= 1 ? 0 : Math.min(latencyBoundsMs.length, Math.ceil(Math.log(ms) / Math.log(1.04)));
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
  histogram.sumMs += ms;
  histogram.count += 1;
}

/** Only buckets that grew are written: cumulative counts stay right, and the text stays short. */
function histogramLines(name: string, labels: Labels, { counts, sumMs, count }: LatencyHistogram): string[] {
  const lines: string[] = [];
  let cumulative = 0;
  for (const [i, bound] of latencyBoundsMs.entries()) {
    if (!counts[i]) continue;
    cumulative += counts[i] ?? 0;
    lines.push(`${seriesName(`${name}_bucket`, { ...labels, le: String(bound) })} ${cumulative}`);
  }
  lines.push(`${seriesName(`${name}_bucket`, { ...labels, le: '+Inf' })} ${count}`);
  lines.push(
    `${seriesName(`${name}_sum`, labels)} ${Math.round(sumMs)}`,
    `${seriesName(`${name}_count`, labels)} ${count}`,
  );
  return lines;
}

function seriesName(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${value.replace(/[\\"\n]/g, '_')}"`,
  );
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}
