// What became of one coordinate in silver. Every coordinate has exactly one outcome: that is the ledger.

import type { Rejection, SilverEvent } from '../events/silver-event.ts';

type At = { sequenceNumber: number; enqueuedTimeMs: number };

export type Outcome = At &
  (
    | { verdict: 'silver'; event: SilverEvent }
    | { verdict: 'quarantined'; rejection: Rejection; body: Uint8Array }
    /** `of` is the coordinate of the first delivery. */
    | { verdict: 'duplicate'; of: string; event: SilverEvent }
  );

export type Verdict = Outcome['verdict'];

export type VerdictCounts = Record<Verdict, number>;

export function countVerdicts(verdicts: Iterable<Verdict>): VerdictCounts {
  const counts: VerdictCounts = { silver: 0, quarantined: 0, duplicate: 0 };
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
}
