// Duplicates that take over: the owner of their identity is refused now, and no earlier event of the range wants it.

import type { At, ChunkReport } from './report.ts';

/**
 * One for each identity at most: within a partition the first that wants it. `reports` begins a reading of all reports, in
 * order of chunk; one at a time is in memory, and of what they say what is released.
 */
export async function takeOvers(reports: () => AsyncIterable<ChunkReport>): Promise<At[]> {
  const released = new Set<string>();
  for await (const report of reports()) for (const { identity } of report.released) released.add(identity);
  if (released.size === 0) return [];
  const first = new Map<string, { at: At; isDuplicate: boolean }>();
  for await (const { wanted, duplicates } of reports()) {
    const ofChunk = [
      ...wanted.map(({ identity, ...at }) => ({ identity, at, isDuplicate: false })),
      ...duplicates.map(({ identity, ...at }) => ({ identity, at, isDuplicate: true })),
    ].filter(({ identity }) => released.has(identity) && !first.has(identity));
    ofChunk.sort((a, b) => inOrder(a.at, b.at));
    for (const { identity, at, isDuplicate } of ofChunk)
      if (!first.has(identity)) first.set(identity, { at, isDuplicate });
  }
  return [...first.values()].filter(({ isDuplicate }) => isDuplicate).map(({ at }) => at);
}

function inOrder(a: At, b: At): number {
  if (a.partitionId !== b.partitionId) return Number(a.partitionId) - Number(b.partitionId);
  return a.sequenceNumber - b.sequenceNumber;
}
