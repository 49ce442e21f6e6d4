// Starts the export of telemetry where settings say so. Without them none of the SDK is loaded.

import type { Metrics } from '../metrics.ts';
import { readTelemetrySettings } from './settings.ts';

export type RunningTelemetry = {
  /** Sends what is still in memory, and ends. Never throws: telemetry that is lost stops nothing. */
  stop(): Promise<void>;
};

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
