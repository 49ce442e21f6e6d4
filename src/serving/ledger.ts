// The ledger over HTTP: every lane, and whether it adds up.

import type { Lane } from '../events/coordinate.ts';
import {
  type HubPosition,
  type LedgerEntry,
  type LedgerLine,
  type LedgerStore,
  ledgerLine,
} from '../ledger/ledger.ts';
import { type Answer, json } from '../problem.ts';

export async function answerLedger(
  lanes: readonly Lane[],
  ledger: LedgerStore,
  position: (lane: Lane) => Promise<HubPosition>,
): Promise<Answer> {
  const stored = await ledger.read();
  const positions = await Promise.all(lanes.map(position));
  const lines = positions.map(at =>
    ledgerLine(stored.find(({ entry }) => isSame(entry, at))?.entry ?? unseen(at), at),
  );
  const total = { received: 0, bronze: 0, silver: 0, quarantined: 0, duplicates: 0, redriven: 0 };
  for (const line of lines)
    for (const column of Object.keys(total) as (keyof typeof total)[]) total[column] += line[column];
  return json(200, { state: overallState(lines), total, partitions: lines }, { 'cache-control': 'no-cache' });
}

function isSame(a: Lane, b: Lane): boolean {
  return a.hub === b.hub && a.partitionId === b.partitionId;
}

function unseen({ hub, partitionId, begin }: HubPosition): LedgerEntry {
  const counts = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
  const through = { bronzeThrough: begin - 1, silverThrough: begin - 1 };
  return { hub, partitionId, start: begin, ...through, counts, cursor: '' };
}

function overallState(lines: readonly LedgerLine[]): LedgerLine['state'] {
  for (const state of ['does not add up', 'behind'] as const)
    if (lines.some(line => line.state === state)) return state;
  return 'adds up';
}
