// Starts the export of telemetry where settings say so. Without them none of the SDK is loaded.

import type { Metrics } from '../metrics.ts';
import type { RunningTelemetry } from './sdk.ts';
import { readTelemetrySettings } from './settings.ts';

/** Null when nothing is to be exported. Throws an Error that names a setting that is wrong. */
export async function startTelemetry(
  env: Record<string, string | undefined>,
  metrics: () => Metrics,
): Promise<RunningTelemetry | null> {
  const settings = readTelemetrySettings(env);
  if (!settings) return null;
  const { startSdk } = await import('./sdk.ts');
  return startSdk(settings, metrics());
}
