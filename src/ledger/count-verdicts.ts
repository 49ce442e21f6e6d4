// The verdicts of what is admitted, for the ledger.

import type { Admission } from '../landing/coverage.ts';
import type { LandingStore } from '../landing/landing.ts';
import { countVerdicts, type VerdictCounts } from '../silver/outcome.ts';
import { decodeSegmentFile, parseSegmentMetadata } from '../silver/segment-file.ts';

/** `counts` and what is admitted on top of them. */
export async function addCounts(
  landing: LandingStore,
  counts: VerdictCounts,
  admitted: readonly Admission[],
): Promise<VerdictCounts> {
  const total = { ...counts };
  for (const admission of admitted) {
    const { silver, quarantined, duplicate } = await countAdmitted(landing, admission);
    total.silver += silver;
    total.quarantined += quarantined;
    total.duplicate += duplicate;
  }
  return total;
}

/** A file admitted whole is counted by its metadata; one admitted in part, or without them, by its rows. */
async function countAdmitted(
  landing: LandingStore,
  { file, first, last }: Admission,
): Promise<VerdictCounts> {
  const whole = first === file.first && last === file.last ? parseSegmentMetadata(file.metadata) : null;
  if (whole) return whole;
  const rows = await decodeSegmentFile(await landing.read(file.path));
  return countVerdicts(
    rows
      .filter(row => row.sequenceNumber >= first && row.sequenceNumber <= last)
      .map(({ verdict }) => verdict),
  );
}
