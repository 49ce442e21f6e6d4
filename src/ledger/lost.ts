// What bronze will never have: it had not landed when the hub let it go. An entry of the ledger names it for good. Pure.
// Proven by test/ledger/lost*.test.ts.

import type { SequenceRange } from '../events/coordinate.ts';
import type { LandedFile } from '../landing/landing.ts';

/** `events` are fewer than the range is long where ranges were joined to keep the list short. */
export type LostRange = SequenceRange & {
  events: number;
  /** When it was written down. */
  atMs: number;
};

const rangesPerLane = 100;

/** For this long a loss is something that does not add up: an alarm that never ends would hide the next loss. */
const freshForMs = 24 * 3_600_000;

/** `range` lies behind all that was lost before. The events stay exact; of too many ranges the closest are joined. */
export function addLost(
  lost: readonly LostRange[],
  { first, last }: SequenceRange,
  atMs: number,
): LostRange[] {
  const ranges = [...lost, { first, last, events: last + 1 - first, atMs }];
  const [before, added] = ranges.slice(-2);
  if (before && added && before.last + 1 === added.first) joinWithNext(ranges, ranges.length - 2);
  while (ranges.length > rangesPerLane) joinWithNext(ranges, closest(ranges));
  return ranges;
}

function joinWithNext(ranges: LostRange[], at: number): void {
  const [a, b] = ranges.slice(at, at + 2);
  if (!a || !b) return;
  const events = a.events + b.events;
  ranges.splice(at, 2, { first: a.first, last: b.last, events, atMs: Math.max(a.atMs, b.atMs) });
}

/** Which of them makes the shortest range with its next one. */
function closest(ranges: readonly LostRange[]): number {
  let found = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [i, { last }] of ranges.slice(1).entries()) {
    const length = last - (ranges[i]?.first ?? 0);
    if (length < shortest) [found, shortest] = [i, length];
  }
  return found;
}

/** Whether all of the range is lost. */
export function isExact({ first, last, events }: LostRange): boolean {
  return events === last + 1 - first;
}

export function countLost(lost: readonly LostRange[] = []): number {
  return lost.reduce((sum, { events }) => sum + events, 0);
}

/** The lost events that were written down within the last day. */
export function countFreshlyLost(lost: readonly LostRange[] = [], nowMs: number): number {
  return countLost(lost.filter(({ atMs }) => nowMs - atMs < freshForMs));
}

/** The coordinates from `first` on, up to `last` at most, that no file has; null when a file has the first of them. */
export function missingFrom(
  { first, last }: SequenceRange,
  files: readonly Pick<LandedFile, 'first' | 'last'>[],
): SequenceRange | null {
  let end = last;
  for (const file of files) {
    if (file.first <= first && file.last >= first) return null;
    if (file.first > first) end = Math.min(end, file.first - 1);
  }
  return end < first ? null : { first, last: end };
}
