// Settings → where telemetry goes. The names are those of OpenTelemetry's specification and of Application Insights.

export type TelemetrySettings = {
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: the base URL; signals go to `v1/traces`, `v1/metrics` and `v1/logs` below it. */
  otlpEndpoint: string | null;
  azureMonitor: { connectionString: string; clientId: string | null } | null;
  /** `OTEL_TRACES_SAMPLER_ARG`: the share of batches without a traced event that get a trace of their own, 0 to 1. */
  sampledShare: number;
  /** `OTEL_METRIC_EXPORT_INTERVAL`. */
  metricIntervalMs: number;
  /** The function app, or what OTEL_SERVICE_NAME says. */
  serviceName: string;
  instanceId: string;
};

type Environment = Record<string, string | undefined>;

/** Null when nothing is to be exported. Throws an Error that names the setting. */
export function readTelemetrySettings(env: Environment): TelemetrySettings | null {
  const otlpEndpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT || null;
  const connectionString = env.APPLICATIONINSIGHTS_CONNECTION_STRING;
  if ((!otlpEndpoint && !connectionString) || env.OTEL_SDK_DISABLED === 'true') return null;
  if (otlpEndpoint && !URL.canParse(otlpEndpoint))
    throw new Error(`the setting "OTEL_EXPORTER_OTLP_ENDPOINT" must be a URL, not "${otlpEndpoint}"`);
  return {
    otlpEndpoint,
    azureMonitor: connectionString ? { connectionString, clientId: readClientId(env) } : null,
    sampledShare: readNumber(env, 'OTEL_TRACES_SAMPLER_ARG', 0.01, 1),
    metricIntervalMs: readNumber(env, 'OTEL_METRIC_EXPORT_INTERVAL', 60_000, 3_600_000),
    serviceName: env.OTEL_SERVICE_NAME || env.WEBSITE_SITE_NAME || 'assay',
    instanceId: env.WEBSITE_INSTANCE_ID || String(process.pid),
  };
}

/** `Authorization=AAD;ClientId=…`, as the Functions host reads it: telemetry with the app's identity. */
function readClientId(env: Environment): string | null {
  const text = env.APPLICATIONINSIGHTS_AUTHENTICATION_STRING ?? '';
  return /(?:^|;)\s*ClientId=([^;]+)/i.exec(text)?.[1] ?? null;
}

function readNumber(env: Environment, name: string, otherwise: number, most: number): number {
  const text = env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > most)
    throw new Error(`the setting "${name}" must be a number from 0 to ${most}, not "${text}"`);
  return value;
}
