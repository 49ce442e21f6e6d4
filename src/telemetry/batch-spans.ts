// Traces by batch. A batch that holds events of sampled traces gets a span that links to them, as OpenTelemetry's messaging
// conventions say, and each of those traces gets a span of what became of its event; other batches are sampled by share.
// Without an exporter, or a sampled batch, nothing is paid per event but a look at its properties.

import {
  context,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import { parseTraceparent, sampledContextOf } from './trace-context.ts';

/** Bounds what one batch may send, however many of its events are traced. */
const tracedEventsPerBatch = 16;

const tracer = () => trace.getTracer('assay');

type Traced = { event: RawEvent; context: SpanContext };

let exported = false;

/** Told once the SDK is there: until then batches are not even looked at. */
export function beginTracing(): void {
  exported = true;
}

/** Runs `work` in the span of a batch. `host` is the traceparent of the host's own invocation, if it has one. */
export async function inBatchSpan<T>(
  consumerGroup: string,
  batch: EventBatch,
  host: string | null | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!exported) return work();
  const startTime = Date.now();
  const traced = tracedEvents(batch);
  const attributes = {
    'messaging.system': 'eventhubs',
    'messaging.operation.type': 'process',
    'messaging.operation.name': consumerGroup,
    'messaging.destination.name': batch.hub,
    'messaging.destination.partition.id': batch.partitionId,
    'messaging.consumer.group.name': consumerGroup,
  };
  const parent = parseTraceparent(host);
  const span = tracer().startSpan(
    `${consumerGroup} ${batch.hub}`,
    {
      kind: SpanKind.CONSUMER,
      startTime,
      attributes: { ...attributes, 'messaging.batch.message_count': batch.events.length },
      links: traced.map(({ context }) => ({ context })),
    },
    parent ? trace.setSpanContext(context.active(), parent) : context.active(),
  );
  try {
    const done = await context.with(trace.setSpan(context.active(), span), work);
    for (const one of traced)
      traceEvent(`${consumerGroup} ${batch.hub}`, one, span, { startTime, attributes });
    return done;
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** A step of the batch that is being traced; nothing when none is. */
export async function inSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!trace.getActiveSpan()?.isRecording()) return work();
  const span = tracer().startSpan(name);
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

function tracedEvents({ events }: EventBatch): Traced[] {
  const traced: Traced[] = [];
  for (const event of events) {
    const found = sampledContextOf(event);
    if (found) traced.push({ event, context: found });
    if (traced.length === tracedEventsPerBatch) break;
  }
  return traced;
}

/** A span in the event's own trace, as long as its batch, that links to the batch. */
function traceEvent(
  name: string,
  { event, context: made }: Traced,
  batch: Span,
  { startTime, attributes }: { startTime: number; attributes: Record<string, string> },
): void {
  tracer()
    .startSpan(
      name,
      {
        kind: SpanKind.CONSUMER,
        startTime,
        attributes: { ...attributes, 'messaging.eventhubs.message.sequence_number': event.sequenceNumber },
        links: [{ context: batch.spanContext() }],
      },
      trace.setSpanContext(context.active(), { ...made, traceFlags: TraceFlags.SAMPLED }),
    )
    .end();
}

function fail(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
}
