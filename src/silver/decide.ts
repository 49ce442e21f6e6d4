// Decides the outcome of every event of a batch: judged by the catalog, then claimed. Deciding again decides the same.

import { formatCoordinate } from '../events/coordinate.ts';
import type { Judgement } from '../events/judge.ts';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import type { Claims } from './claims.ts';
import type { Outcome } from './outcome.ts';

export type Decision = {
  /** Of the whole batch, or of what comes before the event that stops the partition. */
  outcomes: Outcome[];
  stopped: { sequenceNumber: number; expectation: string } | null;
};

export type Judge = (event: RawEvent) => Judgement;

/** Throws when the claims cannot be made; then nothing is decided, and calling again is safe. */
export async function decideBatch(judge: Judge, claims: Claims, batch: EventBatch): Promise<Decision> {
  const pending: (Outcome | Promise<Outcome>)[] = [];
  let stopped: Decision['stopped'] = null;
  for (const event of batch.events) {
    const judgement = judge(event);
    if (judgement.ok === 'stop') {
      stopped = { sequenceNumber: event.sequenceNumber, expectation: judgement.expectation };
      break;
    }
    const { sequenceNumber, enqueuedTimeMs } = event;
    pending.push(
      judgement.ok
        ? claimOutcome(claims, batch, event, judgement.event)
        : {
            sequenceNumber,
            enqueuedTimeMs,
            verdict: 'quarantined',
            rejection: judgement.rejection,
            body: event.body,
          },
    );
  }
  const settled = await Promise.allSettled(pending);
  return { outcomes: settled.map(unwrap), stopped };
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
