// The ledger after a range was refined again: what each lane's outcomes are now. Coordinates stay what they are, so the
// ledger adds up before, during and after.

import type { LedgerStore } from '../ledger/ledger.ts';
import type { OutcomeCounts } from '../silver/outcome.ts';
import { lanesOf } from './hold-source.ts';
import type { ChunkReport, LostReport } from './report.ts';

/** What is added to the counts of each partition; may be negative. */
export type Moves = Record<string, OutcomeCounts>;

const none: OutcomeCounts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };

export function addReport(moves: Moves, { lanes }: ChunkReport, lost: LostReport | null): void {
  const moveOf = (partition: string): OutcomeCounts => {
    moves[partition] ??= { ...none };
    return moves[partition];
  };
  for (const [partition, { before, after }] of Object.entries(lanes)) {
    const move = moveOf(partition);
    for (const name of Object.keys(none) as (keyof OutcomeCounts)[]) move[name] += after[name] - before[name];
  }
  for (const { partitionId, redriven } of lost?.lost ?? []) {
    const move = moveOf(partitionId);
    move.silver -= 1;
    move.duplicate += 1;
    if (redriven) move.redriven -= 1;
  }
}

/**
 * Once for each replay: a lane says which one has moved its counts last, and one replay at a time has the hub. A worker that
 * slept until others had done this finds that its replay no longer has it, and moves nothing.
 */
export async function moveCounts(
  ledger: LedgerStore,
  hub: string,
  replay: string,
  moves: Moves,
): Promise<void> {
  for (;;) {
    const lanes = await lanesOf(ledger, hub);
    if (!lanes.some(({ entry }) => entry.refining === replay)) return;
    const open = lanes.filter(
      ({ entry }) => moves[entry.partitionId] !== undefined && entry.refined !== replay,
    );
    if (open.length === 0) return;
    for (const stored of open) {
      const { counts, partitionId } = stored.entry;
      const move = moves[partitionId] ?? none;
      const moved = Object.fromEntries(
        (Object.keys(none) as (keyof OutcomeCounts)[]).map(name => [name, counts[name] + move[name]]),
      ) as OutcomeCounts;
      // The committer writes the same entry: who is second reads it anew.
      await ledger.write({ ...stored, entry: { ...stored.entry, counts: moved, refined: replay } });
    }
  }
}
