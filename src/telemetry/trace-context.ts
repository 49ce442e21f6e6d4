// The trace that an event was made in, as its producer wrote it down: W3C Trace Context's `traceparent`
// (w3.org/TR/trace-context), as an AMQP application property, as CloudEvents' distributed tracing extension in either
// mode, or under the older name of Azure's own SDKs.

import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import { textProperty } from '../events/event-properties.ts';
import type { RawEvent } from '../events/raw-event.ts';

const propertyNames = ['traceparent', 'cloudEvents:traceparent', 'cloudEvents_traceparent', 'Diagnostic-Id'];

/** How far into a structured CloudEvent the attribute is looked for: attributes come before data. */
const attributeBytes = 1_024;

/** Null when the event names no trace, or one that its producer did not sample. */
export function sampledContextOf(event: RawEvent): SpanContext | null {
  const context = parseTraceparent(findTraceparent(event));
  return context && (context.traceFlags & TraceFlags.SAMPLED) !== 0 ? context : null;
}

/** Null for what is no traceparent of version 00, or one of a later version that begins as it does. */
export function parseTraceparent(text: string | null | undefined): SpanContext | null {
  const [, version, traceId, spanId, flags] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags || version === 'ff' || /^0+$/.test(traceId) || /^0+$/.test(spanId))
    return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

function findTraceparent(event: RawEvent): string | null {
  for (const name of propertyNames) {
    // Most events have none: a look-up is all that they pay.
    const text = event.properties[name] === undefined ? null : textProperty(event.properties, name);
    if (text !== null) return text;
  }
  return event.contentType?.startsWith('application/cloudevents+json') ? attributeOf(event.body) : null;
}

function attributeOf(body: Uint8Array): string | null {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, attributeBytes));
  if (head.indexOf('"traceparent"') < 0) return null;
  return /"traceparent"\s*:\s*"([^"]+)"/.exec(head.toString('latin1'))?.[1] ?? null;
}
