// Counters and latency histograms of one process, in Prometheus' text format (exposition format 0.0.4).

export type Labels = Record<string, string>;

export type Metrics = {
  count(name: string, labels: Labels, amount?: number): void;
  /** Records a latency in milliseconds. */
  observe(name: string, labels: Labels, ms: number): void;
  exposition(): string;
};

/** Upper bounds in ms: 4% apart, from 1 ms to about 2 minutes, so that any percentile is exact to 4%. */
export const latencyBoundsMs: readonly number[] = Array.from(
  { length: 300 },
  (_, i) => Math.round(1.04 ** i * 100) / 100,
);

type Histogram = { counts: Uint32Array; sumMs: number; count: number };

export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const histograms = new Map<string, { name: string; labels: Labels; histogram: Histogram }>();
  return {
    count: (name, labels, amount = 1) => {
      const series = seriesName(name, labels);
      counters.set(series, (counters.get(series) ?? 0) + amount);
    },
    observe: (name, labels, ms) => {
      const series = seriesName(name, labels);
      let entry = histograms.get(series);
      if (!entry) {
        entry = {
          name,
          labels,
          histogram: { counts: new Uint32Array(latencyBoundsMs.length + 1), sumMs: 0, count: 0 },
        };
        histograms.set(series, entry);
      }
      record(entry.histogram, ms);
    },
    exposition: () => {
      const lines = [...counters].map(([series, value]) => `${series} ${value}`);
      for (const { name, labels, histogram } of histograms.values())
        lines.push(...histogramLines(name, labels, histogram));
      return `${lines.join('\n')}\n`;
    },
  };
}

function record(histogram: Histogram, ms: number): void {
  const bucket = ms <= 1 ? 0 : Math.min(latencyBoundsMs.length, Math.ceil(Math.log(ms) / Math.log(1.04)));
  histogram.counts[bucket] = (histogram.counts[bucket] ?? 0) + 1;
  histogram.sumMs += ms;
  histogram.count += 1;
}

/** Only buckets that grew are written: cumulative counts stay right, and the text stays short. */
function histogramLines(name: string, labels: Labels, { counts, sumMs, count }: Histogram): string[] {
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
