// A hub: its partitions and consumer groups, and when it was created. A data folder that is wiped makes a new hub.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PartitionLog, type SyncPolicy } from './partition-log.ts';

export type HubDefinition = { name: string; partitions: number; consumerGroups: string[] };

export type Hub = {
  name: string;
  createdAt: Date;
  partitions: PartitionLog[];
  consumerGroups: ReadonlySet<string>;
};

export type StorageOptions = { dataDir: string | undefined; sync: SyncPolicy; retentionHours: number };

const segmentBytes = 64 * 1024 * 1024;
const cacheBytes = 8 * 1024 * 1024;

export function openHub(
  { name, partitions, consumerGroups }: HubDefinition,
  { dataDir, sync, retentionHours }: StorageOptions,
): Hub {
  const folder = dataDir === undefined ? undefined : join(dataDir, name);
  const log = (partition: number): PartitionLog =>
    new PartitionLog({
      ...(folder === undefined ? {} : { dir: join(folder, String(partition)) }),
      sync,
      retentionMs: retentionHours * 3_600_000,
      segmentBytes,
      cacheBytes,
    });
  return {
    name,
    createdAt: folder === undefined ? new Date() : creationTime(folder),
    partitions: Array.from({ length: partitions }, (_, partition) => log(partition)),
    consumerGroups: new Set(['$default', ...consumerGroups.map(group => group.toLowerCase())]),
  };
}

function creationTime(folder: string): Date {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'created-at');
  try {
    writeFileSync(file, new Date().toISOString(), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const createdAt = new Date(readFileSync(file, 'utf8'));
  return Number.isNaN(createdAt.getTime()) ? new Date() : createdAt;
}
