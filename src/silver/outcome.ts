// What became of one coordinate in silver. Every coordinate has exactly one outcome: that is the ledger.

import { isRedriven } from '../events/origin.ts';
import type { Rejection, SilverEvent } from '../events/silver-event.ts';

type At = {
  sequenceNumber: number;
  enqueuedTimeMs: number;
  /** Of a replayed event: where it comes from (src/events/origin.ts). */
  origin?: string;
};

export type Outcome = At &
  (
    | { verdict: 'silver'; event: SilverEvent }
    | { verdict: 'quarantined'; rejection: Rejection; body: Uint8Array }
    /** `of` is the coordinate of the first delivery. A second copy of a replayed event may be no event of silver's. */
    | { verdict: 'duplicate'; of: string; event: SilverEvent | null }
  );

export type Verdict = Outcome['verdict'];

export type VerdictCounts = Record<Verdict, number>;

export function countVerdicts(verdicts: Iterable<Verdict>): VerdictCounts {
  const counts: VerdictCounts = { silver: 0, quarantined: 0, duplicate: 0 };
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
}

/** `redriven`: quarantined coordinates of the lane that came again, and were counted as what they were then. */
export type OutcomeCounts = VerdictCounts & { redriven: number };

export function countOutcomes(
  outcomes: Iterable<{ verdict: Verdict; origin?: string | null }>,
): OutcomeCounts {
  const counts: OutcomeCounts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  for (const { verdict, origin = null } of outcomes) {
    counts[verdict] += 1;
    if (verdict !== 'duplicate' && isRedriven(origin)) counts.redriven += 1;
  }
  return counts;
}
