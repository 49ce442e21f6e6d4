// Gives the process's own metrics to OpenTelemetry's readers when they export: nothing is recorded twice, and the hot path
// knows no exporter.

import { type HrTime, ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import {
  type LatencyHistogram,
  latencyBoundsMs,
  type Metrics,
  type MetricsSnapshot,
  type Series,
} from '../metrics.ts';
import { attributesOf, instrumentOf } from './instruments.ts';

/** Every eighth of the bounds that are kept, 37% apart: what an exporter sends of a series stays small. */
const boundStep = 8;

/** In seconds, the unit of OpenTelemetry's conventions. */
export const exportedBoundsS: readonly number[] = latencyBoundsMs
  .filter((_, i) => i % boundStep === boundStep - 1)
  .map(ms => ms / 1000);

/** `temporality` is what the exporter's service expects of counters and histograms. */
export function createMetricProducer(
  metrics: Metrics,
  resource: Resource,
  temporality: AggregationTemporality,
  now: () => number = Date.now,
): MetricProducer {
  let previous: MetricsSnapshot = { counters: [], gauges: [], histograms: [] };
  let startMs = now();
  return {
    collect: async () => {
      const snapshot = metrics.snapshot();
      const endMs = now();
      const isDelta = temporality === AggregationTemporality.DELTA;
      const time = { startTime: hrTime(startMs), endTime: hrTime(endMs) };
      const { counters, histograms } = isDelta ? since(snapshot, previous) : snapshot;
      const data: MetricData[] = [
        ...byName(counters).map(([name, series]) => ({
          ...{ descriptor: descriptor(name, ValueType.DOUBLE), aggregationTemporality: temporality },
          dataPointType: DataPointType.SUM as const,
          isMonotonic: true,
          dataPoints: series.map(one => point(one, one.value, time)),
        })),
        ...byName(snapshot.gauges).map(([name, series]) => ({
          ...{ descriptor: descriptor(name, ValueType.DOUBLE), aggregationTemporality: temporality },
          dataPointType: DataPointType.GAUGE as const,
          dataPoints: series.map(one => point(one, one.value, time)),
        })),
        ...byName(histograms).map(([name, series]) => ({
          ...{ descriptor: descriptor(name, ValueType.DOUBLE), aggregationTemporality: temporality },
          dataPointType: DataPointType.HISTOGRAM as const,
          dataPoints: series.map(one => point(one, exported(one.value), time)),
        })),
      ];
      if (isDelta) {
        previous = snapshot;
        startMs = endMs;
      }
      const scopeMetrics = [{ scope: { name: 'assay' }, metrics: data }];
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] };
    },
  };
}

type Span = { startTime: HrTime; endTime: HrTime };

function point<Value>({ labels }: Series<unknown>, value: Value, span: Span): DataPoint<Value> {
  return { ...span, attributes: attributesOf(labels), value };
}

function byName<Value>(series: readonly Series<Value>[]): [string, Series<Value>[]][] {
  return [...Map.groupBy(series, ({ name }) => name)];
}

function descriptor(name: string, valueType: ValueType) {
  return { ...instrumentOf(name), valueType };
}

function exported({ counts, sumMs, count }: LatencyHistogram) {
  const coarse = new Array<number>(exportedBoundsS.length + 1).fill(0);
  for (const [i, events] of counts.entries()) {
    const bucket = Math.min(exportedBoundsS.length, Math.floor(i / boundStep));
    coarse[bucket] = (coarse[bucket] ?? 0) + events;
  }
  return { buckets: { boundaries: [...exportedBoundsS], counts: coarse }, sum: sumMs / 1000, count };
}

/** What came after `before` was taken; series that stood still are left out. */
function since(now: MetricsSnapshot, before: MetricsSnapshot): Omit<MetricsSnapshot, 'gauges'> {
  const counters = differences(now.counters, before.counters, (a, b = 0) => a - b);
  const histograms = differences(now.histograms, before.histograms, (a, b) => ({
    counts: b ? a.counts.map((events, i) => events - (b.counts[i] ?? 0)) : a.counts,
    sumMs: a.sumMs - (b?.sumMs ?? 0),
    count: a.count - (b?.count ?? 0),
  }));
  return {
    counters: counters.filter(({ value }) => value !== 0),
    histograms: histograms.filter(({ value }) => value.count !== 0),
  };
}

/** Series are never taken away, and new ones come last: the same place is the same series. */
function differences<Value>(
  now: readonly Series<Value>[],
  before: readonly Series<Value>[],
  subtract: (now: Value, before: Value | undefined) => Value,
): Series<Value>[] {
  return now.map((series, i) => ({ ...series, value: subtract(series.value, before[i]?.value) }));
}

function hrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}
