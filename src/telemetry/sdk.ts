// OpenTelemetry's SDK, wired to the exporters that settings name: traces and logs in batches, metrics by interval.

import { context, metrics as metricsApi, propagation, trace } from '@opentelemetry/api';
import { logs as logsApi } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Metrics } from '../metrics.ts';
import { beginTracing } from './batch-spans.ts';
import type { Exporters } from './exporters.ts';
import { createMetricProducer } from './metric-producer.ts';
import { createSampler } from './sampler.ts';
import type { TelemetrySettings } from './settings.ts';

export type RunningTelemetry = {
  /** Sends what is still in memory, and ends. Never throws: telemetry that is lost stops nothing. */
  stop(): Promise<void>;
};

export async function startSdk(settings: TelemetrySettings, metrics: Metrics): Promise<RunningTelemetry> {
  const exporters = await openExporters(settings);
  const resource = resourceFromAttributes({
    'service.name': settings.serviceName,
    'service.instance.id': settings.instanceId,
    'service.namespace': 'assay',
  });
  const tracing = new BasicTracerProvider({
    resource,
    sampler: createSampler(settings.sampledShare),
    spanProcessors: exporters.map(({ traces }) => new BatchSpanProcessor(traces)),
  });
  const logging = new LoggerProvider({
    resource,
    processors: exporters.map(({ logs }) => new BatchLogRecordProcessor({ exporter: logs })),
  });
  const metering = new MeterProvider({
    resource,
    readers: exporters.map(
      ({ metrics: exporter }) =>
        new PeriodicExportingMetricReader({
          exporter,
          exportIntervalMillis: settings.metricIntervalMs,
          exportTimeoutMillis: Math.min(settings.metricIntervalMs, 30_000),
          metricProducers: [
            createMetricProducer(
              metrics,
              resource,
              exporter.selectAggregationTemporality?.(InstrumentType.COUNTER) ??
                AggregationTemporality.CUMULATIVE,
            ),
          ],
        }),
    ),
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(tracing);
  logsApi.setGlobalLoggerProvider(logging);
  metricsApi.setGlobalMeterProvider(metering);
  beginTracing();
  return {
    stop: async () => {
      const ended = await Promise.allSettled([tracing.shutdown(), logging.shutdown(), metering.shutdown()]);
      for (const api of [context, trace, metricsApi, propagation, logsApi]) api.disable();
      for (const result of ended)
        if (result.status === 'rejected')
          console.warn(`the last telemetry could not be sent: ${result.reason}`);
    },
  };
}

async function openExporters({ otlpEndpoint, azureMonitor }: TelemetrySettings): Promise<Exporters[]> {
  const exporters: Exporters[] = [];
  if (otlpEndpoint) exporters.push((await import('./otlp.ts')).otlpExporters(otlpEndpoint));
  if (azureMonitor)
    exporters.push((await import('../azure/monitor-exporters.ts')).azureMonitorExporters(azureMonitor));
  return exporters;
}
