// The alerts over this code's metrics, as they are deployed, asked over what a platform exports.

import { ofType, readTemplate } from '../bicep/template.ts';
import { attributes, startCollector } from '../telemetry/collector.ts';
import { type MetricRow, runMetricQuery } from './metric-query.ts';

const production = readTemplate('prod');

export type AlertedPlatform = {
  /** For the hosts: exported every second, in differences, as Application Insights gets them. */
  settings: Record<string, string>;
  /** What an alert names now, over all that was exported since `forget`; an alert fires when that is not nothing. */
  named(alert: string): Record<string, unknown>[];
  /** As time does: what was exported before is out of every window. */
  forget(): void;
  stop(): void;
};

export async function collectAlerts(): Promise<AlertedPlatform> {
  const collector = await startCollector();
  const rows = (): MetricRow[] =>
    collector.metrics.flatMap(
      ({ name, sum, gauge }) =>
        (sum ?? gauge)?.dataPoints.map(point => ({
          Name: name,
          Sum: point.asDouble ?? 0,
          Properties: attributes(point.attributes),
        })) ?? [],
    );
  return {
    settings: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_TRACES_SAMPLER_ARG: '0',
    },
    named: alert => runMetricQuery(queryOf(alert), rows()),
    forget: () => {
      collector.metrics.length = 0;
    },
    stop: () => collector.stop(),
  };
}

/** Throws when there is no such alert, or when it does not fire on what its query names. */
export function queryOf(alert: string): string {
  const rule = ofType(production, 'Microsoft.Insights/scheduledQueryRules').find(({ name }) =>
    name.endsWith(`-${alert}`),
  );
  const [criterion] = rule?.properties.criteria.allOf ?? [];
  if (criterion?.operator !== 'GreaterThan' || criterion.threshold !== 0)
    throw new Error(`there is no alert "${alert}" that fires on any row`);
  return criterion.query;
}
