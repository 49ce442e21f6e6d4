// The ledger over HTTP: every lane, whether it adds up, and which coordinates do not.

import type { Lane } from '../events/coordinate.ts';
import { type HubPosition, type LedgerStore, ledgerLine, overallState } from '../ledger/ledger.ts';
import { type Reconciled, unseenEntry } from '../ledger/reconcile.ts';
import { type Answer, json, Problem } from '../problem.ts';

export async function answerLedger(
  lanes: readonly Lane[],
  ledger: LedgerStore,
  position: (lane: Lane) => Promise<HubPosition>,
  now: () => number = Date.now,
): Promise<Answer> {
  const stored = await ledger.read();
  const positions = await Promise.all(lanes.map(position));
  const lines = positions.map(at =>
    ledgerLine(stored.find(({ entry }) => isSame(entry, at))?.entry ?? unseenEntry(at), at, now()),
  );
  const total = {
    ...{ received: 0, bronze: 0, silver: 0, quarantined: 0, duplicates: 0, redriven: 0 },
    ...{ lost: 0, silverLost: 0 },
  };
  for (const line of lines)
    for (const column of Object.keys(total) as (keyof typeof total)[]) total[column] += line[column];
  return json(200, { state: overallState(lines), total, partitions: lines }, { 'cache-control': 'no-cache' });
}

/** `hub` is that of the source, and undefined when there is none of that name. */
export async function answerLedgerGaps(
  source: string,
  hub: string | undefined,
  lanes: readonly Lane[],
  reconcile: (lanes: readonly Lane[]) => Promise<Reconciled[]>,
): Promise<Answer> {
  if (hub === undefined)
    throw new Problem(404, 'Unknown source', `the catalog has no source "${source}"`, 'source');
  const partitions = await reconcile(lanes.filter(lane => lane.hub === hub));
  const body = { source, state: overallState(partitions), partitions: partitions.map(withTimes) };
  return json(200, body, { 'cache-control': 'no-cache' });
}

function withTimes({ lost, ...lane }: Reconciled) {
  return {
    ...lane,
    lost: lost.map(({ atMs, ...range }) => ({ ...range, at: new Date(atMs).toISOString() })),
  };
}

function isSame(a: Lane, b: Lane): boolean {
  return a.hub === b.hub && a.partitionId === b.partitionId;
}
