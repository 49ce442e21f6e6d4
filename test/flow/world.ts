// A platform that is only told of: pulses, hubs' ends and a ledger at a moment.

import type { Source } from '../../src/catalog/catalog.ts';
import { describeFlow } from '../../src/flow/describe-flow.ts';
import type { Look } from '../../src/flow/look.ts';
import { createSightings } from '../../src/flow/sightings.ts';
import type { StoredEntry } from '../../src/ledger/ledger.ts';
import type { LaneProgress } from '../../src/pulse/lane-progress.ts';
import type { Pulse } from '../../src/pulse/pulse.ts';

export const noonMs = Date.parse('2026-11-26T12:00:00Z');

export const source = (name: string, partitions = 1): Source => ({
  name,
  title: name,
  description: name,
  owner: 'someone',
  hub: name,
  partitions,
  encoding: 'cloudevents',
  claimBuckets: 1,
  types: [],
});

export const lane = (given: Partial<LaneProgress> & Pick<LaneProgress, 'through'>): LaneProgress => ({
  group: 'refine',
  hub: 'pos',
  partitionId: '0',
  enqueuedMs: 0,
  trouble: null,
  ...given,
});

export const pulse = (given: Partial<Pulse>): Pulse => ({
  id: 'refine-1',
  roles: ['refine'],
  startedMs: noonMs - 3_600_000,
  atMs: noonMs,
  ended: false,
  rates: { seconds: 5, tally: {} },
  recent: { seconds: 10, tally: {} },
  lanes: [],
  ledgerDifferences: {},
  ...given,
});

export type World = {
  atMs?: number;
  pulses: Pulse[];
  /** By lane: looks at its end, `[ms before now, last sequence number]`, oldest first. */
  ends: Record<string, [number, number][]>;
  entries?: StoredEntry[];
  hubsSilent?: string;
  sources?: Source[];
};

export function flowOf({ atMs = noonMs, pulses, ends, entries = [], hubsSilent, sources }: World) {
  const sightings = createSightings();
  for (const [name, looks] of Object.entries(ends))
    for (const [ago, last] of looks) sightings.add(atMs - ago, new Map([[name, last]]));
  const look: Look = {
    ...{ atMs, pulses, sightings, entries },
    hubsSilent: hubsSilent ?? null,
    positions: new Map(
      Object.entries(ends).map(([name, looks]) => {
        const [, hub = '', partitionId = ''] = /^(.*)-(\d+)$/.exec(name) ?? [];
        return [name, { hub, partitionId, begin: 0, last: looks.at(-1)?.[1] ?? -1 }];
      }),
    ),
  };
  return describeFlow(look, sources ?? [source('pos')], ['store_sales']);
}

export function entry(silverThrough: number, silver = silverThrough + 1): StoredEntry {
  const counts = { silver, quarantined: 0, duplicate: 0, redriven: 0 };
  const through = { bronzeThrough: silverThrough, silverThrough };
  return { entry: { hub: 'pos', partitionId: '0', start: 0, ...through, counts, cursor: '' }, etag: 'a' };
}
