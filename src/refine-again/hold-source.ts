// One replay at a time may change what became of a source's events. Who it is, is written into the ledger under its etag.

import type { LedgerStore, StoredEntry } from '../ledger/ledger.ts';

/**
 * Takes the source for a replay, or tells who has it. `isOver`: whether a replay no longer needs it. A source without any
 * event is held by nobody.
 */
export async function holdSource(
  ledger: LedgerStore,
  hub: string,
  replay: string,
  isOver: (replay: string) => Promise<boolean>,
): Promise<'held' | 'no events' | { heldBy: string }> {
  for (;;) {
    const lanes = await lanesOf(ledger, hub);
    const [first] = lanes;
    if (!first) return 'no events';
    const holders = lanes.flatMap(({ entry }) => entry.refining ?? []);
    if (holders.length === 1 && holders[0] === replay) return 'held';
    for (const other of holders)
      if (other !== replay) {
        if (!(await isOver(other))) {
          await freeSource(ledger, hub, replay);
          return { heldBy: other };
        }
        await freeSource(ledger, hub, other);
      }
    if (holders.length === 0) await ledger.write({ ...first, entry: { ...first.entry, refining: replay } });
  }
}

/** Whether any replay has the source now. */
export async function isHeld(ledger: Pick<LedgerStore, 'read'>, hub: string): Promise<boolean> {
  return (await ledger.read()).some(({ entry }) => entry.hub === hub && entry.refining !== undefined);
}

/** Lets go of the source, if the replay has it. */
export async function freeSource(ledger: LedgerStore, hub: string, replay: string): Promise<void> {
  for (;;) {
    const held = (await lanesOf(ledger, hub)).find(({ entry }) => entry.refining === replay);
    if (!held) return;
    const { refining: _, ...entry } = held.entry;
    await ledger.write({ ...held, entry });
  }
}

/** In order of partition. */
export async function lanesOf(ledger: LedgerStore, hub: string): Promise<StoredEntry[]> {
  return (await ledger.read())
    .filter(({ entry }) => entry.hub === hub)
    .sort((a, b) => Number(a.entry.partitionId) - Number(b.entry.partitionId));
}
