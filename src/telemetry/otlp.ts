// OTLP as JSON over HTTP, which every collector takes on port 4318. Headers, time-outs and compression are read from the
// environment by the exporters themselves, by the names that OpenTelemetry gives them.

import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Exporters } from './exporters.ts';

export function otlpExporters(endpoint: string): Exporters {
  const url = (signal: string) => `${endpoint.replace(/\/$/, '')}/v1/${signal}`;
  return {
    traces: new OTLPTraceExporter({ url: url('traces') }),
    metrics: new OTLPMetricExporter({ url: url('metrics') }),
    logs: new OTLPLogExporter({ url: url('logs') }),
  };
}
