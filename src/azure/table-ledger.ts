// The ledger in Table storage: one entity a lane.

import type { TableClient } from '@azure/data-tables';
import type { LedgerStore, StoredEntry } from '../ledger/ledger.ts';
import type { LostRange } from '../ledger/lost.ts';
import { hasStatus } from './has-status.ts';

const lanePartition = 'lane';

type LaneEntity = {
  hub: string;
  partitionId: string;
  start: string;
  bronzeThrough: string;
  silverThrough: string;
  silver: string;
  quarantined: string;
  duplicate: string;
  redriven?: string;
  /** A list of ranges, as JSON. */
  lost?: string;
  silverLost?: string;
  cursor?: string;
  refining?: string;
  refined?: string;
};

export function createTableLedger(table: TableClient): LedgerStore {
  return {
    read: async () => {
      const entries: StoredEntry[] = [];
      const filter = `PartitionKey eq '${lanePartition}'`;
      for await (const entity of table.listEntities<LaneEntity>({ queryOptions: { filter } }))
        entries.push({ entry: parseLane(entity), etag: entity.etag ?? null });
      return entries;
    },
    write: async ({ entry, etag }) => {
      const entity = {
        partitionKey: lanePartition,
        rowKey: `${entry.hub}-${entry.partitionId}`,
        ...formatLane(entry),
      };
      try {
        if (etag === null) await table.createEntity(entity);
        else await table.updateEntity(entity, 'Replace', { etag });
        return 'written';
      } catch (error) {
        if (hasStatus(error, 409, 412)) return 'changed';
        throw error;
      }
    },
  };
}

/** Counts are kept as text: Table storage's plain integers end at 2^31. */
function formatLane({
  hub,
  partitionId,
  start,
  bronzeThrough,
  silverThrough,
  counts,
  lost,
  silverLost,
  cursor,
  refining = '',
  refined = '',
}: StoredEntry['entry']): LaneEntity {
  return {
    hub,
    partitionId,
    start: String(start),
    bronzeThrough: String(bronzeThrough),
    silverThrough: String(silverThrough),
    silver: String(counts.silver),
    quarantined: String(counts.quarantined),
    duplicate: String(counts.duplicate),
    redriven: String(counts.redriven),
    ...(lost ? { lost: JSON.stringify(lost) } : {}),
    ...(silverLost ? { silverLost: String(silverLost) } : {}),
    cursor,
    refining,
    refined,
  };
}

function parseLane(entity: LaneEntity): StoredEntry['entry'] {
  return {
    hub: entity.hub,
    partitionId: entity.partitionId,
    start: Number(entity.start),
    bronzeThrough: Number(entity.bronzeThrough),
    silverThrough: Number(entity.silverThrough),
    counts: {
      silver: Number(entity.silver),
      quarantined: Number(entity.quarantined),
      duplicate: Number(entity.duplicate),
      redriven: Number(entity.redriven ?? 0),
    },
    ...(entity.lost ? { lost: JSON.parse(entity.lost) as LostRange[] } : {}),
    ...(entity.silverLost ? { silverLost: Number(entity.silverLost) } : {}),
    cursor: entity.cursor ?? '',
    ...(entity.refining ? { refining: entity.refining } : {}),
    ...(entity.refined ? { refined: entity.refined } : {}),
  };
}
