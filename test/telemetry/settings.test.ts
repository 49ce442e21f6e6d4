import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality } from '@opentelemetry/sdk-metrics';
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';
import { instrumentOf } from '../../src/telemetry/instruments.ts';
import { createMetricProducer } from '../../src/telemetry/metric-producer.ts';
import { readTelemetrySettings } from '../../src/telemetry/settings.ts';
import { startTelemetry } from '../../src/telemetry/start.ts';
import { parseTraceparent } from '../../src/telemetry/trace-context.ts';

test('nothing is exported where no setting says where to', async () => {
  expect(await startTelemetry({}, createMetrics)).toBeNull();
  expect(
    readTelemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'true' }),
  ).toBeNull();
});

test("Application Insights is reached with the app's identity", () => {
  const settings = readTelemetrySettings({
    APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=0',
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=abc;Authorization=AAD',
    WEBSITE_SITE_NAME: 'func-refine',
  });
  expect(settings).toMatchObject({
    azureMonitor: { connectionString: 'InstrumentationKey=0', clientId: 'abc' },
    serviceName: 'func-refine',
    otlpEndpoint: null,
  });
});

test.for([
  ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ['OTEL_METRIC_EXPORT_INTERVAL', 'soon'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
] as const)('%s = %s is refused by its name', ([name, value]) => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', [name]: value };
  expect(() => readTelemetrySettings(env)).toThrow(name);
});

test.for([
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7',
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
  '',
])('"%s" is no traceparent', text => {
  expect(parseTraceparent(text)).toBeNull();
});

test('a service that wants differences gets what came since the last time, and one that wants sums gets sums', async () => {
  const metrics = createMetrics();
  const resource = resourceFromAttributes({});
  const [delta, cumulative] = [AggregationTemporality.DELTA, AggregationTemporality.CUMULATIVE].map(
    temporality => createMetricProducer(metrics, resource, temporality),
  );
  const read = async (producer: typeof delta) => {
    const { resourceMetrics } = (await producer?.collect()) ?? {};
    const data = resourceMetrics?.scopeMetrics.flatMap(scope => scope.metrics) ?? [];
    return data.flatMap(({ dataPoints }) =>
      dataPoints.map(({ value }) => (typeof value === 'number' ? value : value.count)),
    );
  };
  metrics.count('assay_refined_events_total', { hub: 'pos' }, 5);
  metrics.observe('assay_batch_ms', { hub: 'pos' }, 3);
  expect([await read(delta), await read(cumulative)]).toEqual([
    [5, 1],
    [5, 1],
  ]);
  metrics.count('assay_refined_events_total', { hub: 'pos' }, 2);
  expect([await read(delta), await read(cumulative)]).toEqual([[2], [7, 1]]);
});

test('a metric that nobody named is called by its own words', () => {
  expect(instrumentOf('assay_lake_operations_total').name).toBe('assay.lake.operations');
});
