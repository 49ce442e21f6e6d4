// What one process counted, as names and numbers: `silver pos` 12. Of two tallies of one process the difference is what
// happened between them, and sums over processes are what happened in all.

import { latencyBoundsMs, type MetricsSnapshot, type Series } from '../metrics.ts';

export type Tally = Record<string, number>;

/**
 * `bronze <hub>`, `silver <hub>`, `quarantined <hub>`, `duplicate <hub>`, `failures <hub>` (batches that failed and are
 * tried again), `folds <model>`, `valid <table>`, `warned <table> <expectation>`, `dropped <table> <expectation>`, and
 * `latency <bucket>`: events by their way to gold, by latencyBoundsMs.
 */
export function tallyOf({ counters, histograms }: MetricsSnapshot): Tally {
  const tally: Tally = {};
  const add = (name: string, value: number) => {
    if (value > 0) tally[name] = (tally[name] ?? 0) + value;
  };
  for (const series of counters) {
    const name = counterName(series);
    if (name !== null) add(name, series.value);
  }
  for (const { name, labels, value } of histograms) {
    if (name === 'assay_batch_ms' && labels.error !== undefined) add(`failures ${labels.hub}`, value.count);
    if (name !== 'assay_event_to_gold_ms') continue;
    for (const [bucket, count] of value.counts.entries()) add(`latency ${bucket}`, count);
  }
  return tally;
}

const foldOperations: ReadonlySet<string | undefined> = new Set(['create', 'patch', 'replace']);

function counterName({ name, labels }: Series<number>): string | null {
  switch (name) {
    case 'assay_bronze_events_total':
      return `bronze ${labels.hub}`;
    case 'assay_refined_events_total':
      return `${labels.verdict} ${labels.hub}`;
    case 'assay_expectation_warnings_total':
      return `warned ${labels.table} ${labels.expectation}`;
    case 'assay_expectation_drops_total':
      return `dropped ${labels.table} ${labels.expectation}`;
    case 'assay_valid_events_total':
      return `valid ${labels.table}`;
    case 'assay_cosmos_operations_total':
      return foldOperations.has(labels.operation) ? `folds ${labels.model}` : null;
    default:
      return null;
  }
}

/** What `after` has more than `before`. */
export function grownBy(after: Tally, before: Tally): Tally {
  const grown: Tally = {};
  for (const [name, value] of Object.entries(after)) {
    const more = value - (before[name] ?? 0);
    if (more > 0) grown[name] = more;
  }
  return grown;
}

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum: Tally = {};
  for (const tally of tallies)
    for (const [name, value] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

export type LatencyPercentiles = {
  p50: number | null;
  p99: number | null;
  p999: number | null;
  events: number;
};

/** In ms, each exact to 4%: the upper bound of its bucket. Null where nothing was measured. */
export function latencyOf(tally: Tally): LatencyPercentiles {
  const counts = latencyBoundsMs.map((_, bucket) => tally[`latency ${bucket}`] ?? 0);
  counts.push(tally[`latency ${latencyBoundsMs.length}`] ?? 0);
  const events = counts.reduce((a, b) => a + b, 0);
  const at = (fraction: number): number | null => {
    let left = Math.ceil(events * fraction);
    for (const [bucket, count] of counts.entries()) {
      left -= count;
      if (left <= 0) return latencyBoundsMs[Math.min(bucket, latencyBoundsMs.length - 1)] ?? null;
    }
    return null;
  };
  if (events === 0) return { p50: null, p99: null, p999: null, events };
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), events };
}
