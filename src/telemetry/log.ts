// What people must read: on the console, where the host takes it from, and with the trace that it belongs to, where logs
// are exported.

import { logs, SeverityNumber } from '@opentelemetry/api-logs';

export type Attributes = Record<string, string | number | boolean>;

/** `attributes` use the conventions' names where they have one (`messaging.destination.name`). */
export function logError(message: string, attributes: Attributes = {}, error?: unknown): void {
  emit('ERROR', SeverityNumber.ERROR, message, attributes, error);
  if (error === undefined) console.error(message);
  else console.error(message, error);
}

export function logWarning(message: string, attributes: Attributes = {}): void {
  emit('WARN', SeverityNumber.WARN, message, attributes);
  console.warn(message);
}

function emit(
  severityText: string,
  severityNumber: SeverityNumber,
  body: string,
  attributes: Attributes,
  error?: unknown,
): void {
  const exception =
    error instanceof Error
      ? {
          'exception.type': error.name,
          'exception.message': error.message,
          'exception.stacktrace': error.stack ?? '',
        }
      : {};
  logs
    .getLogger('assay')
    .emit({ severityText, severityNumber, body, attributes: { ...attributes, ...exception } });
}
