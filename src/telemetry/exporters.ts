// Where telemetry goes, of whatever kind: to Application Insights, or to an OTLP endpoint.

import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

export type Exporters = { traces: SpanExporter; metrics: PushMetricExporter; logs: LogRecordExporter };
