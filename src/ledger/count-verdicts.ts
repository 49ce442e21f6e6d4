// The verdicts of what is admitted, for the ledger.

import type { Admission } from '../landing/coverage.ts';
import type { LandingStore } from '../landing/landing.ts';
import { countOutcomes, type OutcomeCounts } from '../silver/outcome.ts';
import { decodeSegmentFile, parseSegmentMetadata } from '../silver/segment-file.ts';

/** `counts` and what is admitted on top of them. */
export async function addCounts(
  landing: LandingStore,
  counts: OutcomeCounts,
  admitted: readonly Admission[],
): Promise<OutcomeCounts> {
  const total = { ...counts };
  for (const admission of admitted) {
    const { silver, quarantined, duplicate, redriven } = await countAdmitted(landing, admission);
    total.silver += silver;
    total.quarantined += quarantined;
    total.duplicate += duplicate;
    total.redriven += redriven;
  }
  return total;
}

/** A file admitted whole is counted by its metadata; one admitted in part, or without them, by its rows. */
async function countAdmitted(
  landing: LandingStore,
  { file, first, last }: Admission,
): Promise<OutcomeCounts> {
  const whole = first === file.first && last === file.last ? parseSegmentMetadata(file.metadata) : null;
  if (whole) return whole;
  const rows = await decodeSegmentFile(await landing.read(file.path));
  return countOutcomes(rows.filter(row => row.sequenceNumber >= first && row.sequenceNumber <= last));
}
