// Admits landed files in order, each coordinate exactly once, however their ranges overlap. Pure.

import type { SequenceRange } from '../events/coordinate.ts';
import type { LandedFile } from './landing.ts';

/** A file and the part of its range that is admitted from it. */
export type Admission = { file: LandedFile; first: number; last: number };

export type Coverage = {
  admitted: Admission[];
  /** Every coordinate up to here is admitted. */
  through: number;
  /** Where the next file beyond a gap begins; null when nothing lies beyond `through`. */
  beyondGap: number | null;
};

/** `through` is what was admitted before; `files` are of one lane and tier, in any order. */
export function admit(through: number, files: readonly LandedFile[]): Coverage {
  const admitted: Admission[] = [];
  const ordered = [...files].sort((a, b) => a.first - b.first || b.last - a.last);
  let next = through + 1;
  for (const file of ordered) {
    if (file.first > next) return { admitted, through: next - 1, beyondGap: file.first };
    if (file.last < next) continue;
    admitted.push({ file, first: next, last: file.last });
    next = file.last + 1;
  }
  return { admitted, through: next - 1, beyondGap: null };
}

/** A lane with more gaps than that has one cause, and the first of them tell it. */
export const gapsPerLane = 100;

/** The coordinates after `through` that no file has, up to the last file's, at most `limit` ranges of them, in order. */
export function gapsIn(through: number, files: readonly LandedFile[], limit: number): SequenceRange[] {
  const gaps: SequenceRange[] = [];
  const ordered = [...files].sort((a, b) => a.first - b.first);
  let next = through + 1;
  for (const { first, last } of ordered) {
    if (gaps.length === limit) break;
    if (first > next) gaps.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  return gaps;
}
