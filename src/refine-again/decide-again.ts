// What an event is by the present catalog, given what it was. Pure; the table is in docs/decisions/refine-again.md.

import type { Judgement } from '../events/judge.ts';
import type { Rejection, RejectionReason, SilverEvent } from '../events/silver-event.ts';

/** As the tables have it. What is in neither silver nor quarantine is a duplicate. */
export type Recorded =
  | { verdict: 'silver'; table: string; identity: string }
  | { verdict: 'quarantined'; rejection: Rejection }
  | { verdict: 'duplicate' };

/** What the claims say of a replayed event, or of one that was. */
export type OriginFacts = {
  /** It is a second copy: of all copies of one origin the first counts. */
  isSecondCopy: boolean;
  /** It was quarantined, and a copy of it stands for it. */
  wasRedriven: boolean;
};

export type Anew =
  /** `wanted`: it has no claim on its identity yet. */
  | { verdict: 'silver'; event: SilverEvent; wanted: boolean }
  | { verdict: 'quarantined'; rejection: Rejection }
  /** `identity` when it is valid: it may take over the identity, should its owner lose it. */
  | { verdict: 'duplicate'; identity: string | null };

export function decideAgain(
  judgement: Exclude<Judgement, { ok: 'stop' }>,
  recorded: Recorded,
  { isSecondCopy, wasRedriven }: OriginFacts,
): Anew {
  if (isSecondCopy) return { verdict: 'duplicate', identity: null };
  if (!judgement.ok) return { verdict: 'quarantined', rejection: judgement.rejection };
  const { event } = judgement;
  if (recorded.verdict === 'duplicate') return { verdict: 'duplicate', identity: event.identity };
  if (recorded.verdict === 'silver')
    return { verdict: 'silver', event, wanted: event.identity !== recorded.identity };
  if (wasRedriven) return { verdict: 'quarantined', rejection: recorded.rejection };
  return { verdict: 'silver', event, wanted: true };
}

/** What an operator is told of the difference. */
export function differenceOf(anew: Anew, recorded: Recorded): string {
  if (anew.verdict === 'silver') {
    if (recorded.verdict !== 'silver') return 'now silver';
    return recorded.table === anew.event.table ? 'as before' : 'other table';
  }
  if (anew.verdict === 'duplicate') return recorded.verdict === 'duplicate' ? 'as before' : 'now duplicates';
  if (recorded.verdict !== 'quarantined') return 'now quarantined';
  return recorded.rejection.reason === anew.rejection.reason ? 'as before' : 'other reason';
}

/** From the columns that the tables have of a coordinate: null where they have none. */
export function recordedOf(row: {
  table: string | null;
  identity: string | null;
  reason: string | null;
  detail: string | null;
  pointer: string | null;
}): Recorded {
  const { table, identity, reason, detail, pointer } = row;
  if (table !== null) return { verdict: 'silver', table, identity: identity ?? '' };
  if (reason === null) return { verdict: 'duplicate' };
  const rejection = { reason: reason as RejectionReason, detail: detail ?? '', pointer: pointer ?? '' };
  return { verdict: 'quarantined', rejection };
}
