// Application Insights, by Azure Monitor's exporter for OpenTelemetry, with the app's identity.

import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import {
  AzureMonitorLogExporter,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
} from '@azure/monitor-opentelemetry-exporter';
import type { Exporters } from '../telemetry/exporters.ts';
import type { TelemetrySettings } from '../telemetry/settings.ts';

export function azureMonitorExporters({
  connectionString,
  clientId,
}: NonNullable<TelemetrySettings['azureMonitor']>): Exporters {
  const credential = clientId ? new ManagedIdentityCredential({ clientId }) : new DefaultAzureCredential();
  const options = { connectionString, credential };
  return {
    traces: new AzureMonitorTraceExporter(options),
    metrics: new AzureMonitorMetricExporter(options),
    logs: new AzureMonitorLogExporter(options),
  };
}
