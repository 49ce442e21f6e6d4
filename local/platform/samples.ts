// Reads Prometheus' text format, and latency percentiles out of its histograms.

export type Sample = { name: string; labels: Record<string, string>; value: number };

export function parseSamples(text: string): Sample[] {
  return text.split('\n').flatMap(line => {
    const [, name, labels = '', value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, labels: parseLabels(labels), value: Number(value) }];
  });
}

function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, label, value]) => [label ?? '', value ?? '']),
  );
}

export function sum(samples: readonly Sample[], name: string, where: Record<string, string> = {}): number {
  return samples
    .filter(sample => matches(sample, name, where))
    .reduce((total, { value }) => total + value, 0);
}

function matches(sample: Sample, name: string, where: Record<string, string>): boolean {
  return (
    sample.name === name && Object.entries(where).every(([label, value]) => sample.labels[label] === value)
  );
}

/** Events in each bucket, by the bucket's upper bound in ms. */
export type Latencies = Map<number, number>;

/** Adds up the histograms of all series: of every host and, without `where`, of every hub. */
export function latencies(samples: readonly Sample[], where: Record<string, string> = {}): Latencies {
  const series = Map.groupBy(
    samples.filter(sample => matches(sample, 'assay_event_to_gold_ms_bucket', where)),
    ({ labels }) => JSON.stringify({ ...labels, le: '' }),
  );
  const counts: Latencies = new Map();
  for (const buckets of series.values()) addSeries(counts, buckets);
  return counts;
}

/** One exposition lists a series' buckets in rising order; a fall in the cumulative count begins another host's. */
function addSeries(counts: Latencies, buckets: readonly Sample[]): void {
  let below = 0;
  let previousBound = 0;
  for (const { labels, value } of buckets) {
    const bound = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le);
    if (bound <= previousBound) below = 0;
    counts.set(bound, (counts.get(bound) ?? 0) + value - below);
    below = value;
    previousBound = bound;
  }
}

/** What came after `before` was taken. */
export function latenciesSince(now: Latencies, before: Latencies): Latencies {
  return new Map([...now].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)]));
}

/** The bound of the bucket that holds the percentile, in ms; null when there is none. */
export function percentile(counts: Latencies, fraction: number): number | null {
  const ordered = [...counts].sort(([a], [b]) => a - b);
  const total = ordered.reduce((all, [, count]) => all + count, 0);
  let seen = 0;
  for (const [bound, count] of ordered) {
    seen += count;
    if (total > 0 && seen >= total * fraction) return bound;
  }
  return null;
}
