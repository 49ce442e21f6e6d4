// Decides the outcome of every event of a batch: judged by the catalog, then claimed. Deciding again decides the same.

import { formatCoordinate } from '../events/coordinate.ts';
import type { Judge, Judgement } from '../events/judge.ts';
import { originOf } from '../events/origin.ts';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import type { Claims } from './claims.ts';
import type { Outcome } from './outcome.ts';

export type Decision = {
  /** Of the whole batch, or of what comes before the event that stops the partition. */
  outcomes: Outcome[];
  stopped: { sequenceNumber: number; expectation: string } | null;
};

/** Origins of replayed events are claimed apart from identities: no event of a source can claim one by its id. */
export function originsOf(hub: string): string {
  return `${hub}.origins`;
}

/** Throws when schemas cannot be looked up or claims not be made; then nothing is decided, and calling again is safe. */
export async function decideBatch(judge: Judge, claims: Claims, batch: EventBatch): Promise<Decision> {
  const ready = judge.ready?.(batch.events);
  if (ready) await ready;
  const pending: (Outcome | Promise<Outcome>)[] = [];
  let stopped: Decision['stopped'] = null;
  for (const event of batch.events) {
    const judgement = judge(event);
    if (judgement.ok === 'stop') {
      stopped = { sequenceNumber: event.sequenceNumber, expectation: judgement.expectation };
      break;
    }
    const origin = originOf(event);
    pending.push(
      origin === null
        ? outcomeOf(claims, batch, event, judgement)
        : outcomeOfCopy(claims, batch, { event, origin }, judgement),
    );
  }
  const settled = await Promise.allSettled(pending);
  return { outcomes: settled.map(unwrap), stopped };
}

type Decided = Exclude<Judgement, { ok: 'stop' }>;

function outcomeOf(
  claims: Claims,
  batch: EventBatch,
  event: RawEvent,
  judgement: Decided,
): Outcome | Promise<Outcome> {
  if (judgement.ok) return claimOutcome(claims, batch, event, judgement.event);
  const { sequenceNumber, enqueuedTimeMs, body } = event;
  return { sequenceNumber, enqueuedTimeMs, verdict: 'quarantined', rejection: judgement.rejection, body };
}

/** Of all copies of one origin the first is decided as any event; the others are duplicates of it, whatever they hold. */
async function outcomeOfCopy(
  claims: Claims,
  batch: EventBatch,
  { event, origin }: { event: RawEvent; origin: string },
  judgement: Decided,
): Promise<Outcome> {
  const { sequenceNumber, enqueuedTimeMs } = event;
  const coordinate = formatCoordinate({ ...batch, sequenceNumber });
  const of = await claims.claim(originsOf(batch.hub), origin, coordinate);
  if (of === coordinate) return { ...(await outcomeOf(claims, batch, event, judgement)), origin };
  return {
    ...{ sequenceNumber, enqueuedTimeMs, verdict: 'duplicate', of, origin },
    event: judgement.ok ? judgement.event : null,
  };
}

async function claimOutcome(
  claims: Claims,
  { hub, partitionId }: EventBatch,
  { sequenceNumber, enqueuedTimeMs }: RawEvent,
  event: Extract<Judgement, { ok: true }>['event'],
): Promise<Outcome> {
  const coordinate = formatCoordinate({ hub, partitionId, sequenceNumber });
  const of = await claims.claim(hub, event.identity, coordinate);
  return of === coordinate
    ? { sequenceNumber, enqueuedTimeMs, verdict: 'silver', event }
    : { sequenceNumber, enqueuedTimeMs, verdict: 'duplicate', of, event };
}

function unwrap<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
