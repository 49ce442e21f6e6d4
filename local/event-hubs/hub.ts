// A hub: its partitions, consumer groups and birth. The birth is kept beside the log, so it changes only when
// the folder is wiped: that is how a reader can tell a recreated hub.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReaderGroup } from './epochs.ts';
import { partitionOfKey } from './partition-key.ts';
import { type LogOptions, PartitionLog } from './partition-log.ts';

const DEFAULT_GROUP = '$Default';

export interface HubConfig {
  name: string;
  partitions: number;
  consumerGroups: string[];
}

export interface Partition {
  id: string;
  log: PartitionLog;
  /** By lower-case consumer group. */
  readers: Map<string, ReaderGroup>;
}

export class Hub {
  readonly name: string;
  readonly createdAt: Date;
  readonly partitions: Partition[];
  #next = 0;

  /** Opens the hub in `dir`, or in memory without one. Throws when the folder holds more partitions. */
  constructor(config: HubConfig, options: LogOptions) {
    this.name = config.name;
    const { dir } = options;
    this.createdAt = dir === undefined ? new Date() : birthOf(dir);
    if (dir !== undefined) refuseFewerPartitions(config, dir);
    const groups = [DEFAULT_GROUP, ...config.consumerGroups].map(name => name.toLowerCase());
    this.partitions = Array.from({ length: config.partitions }, (_, i) => ({
      id: String(i),
      log: new PartitionLog(dir === undefined ? options : { ...options, dir: join(dir, String(i)) }),
      readers: new Map(groups.map(group => [group, new ReaderGroup()])),
    }));
  }

  partition(id: string): Partition | undefined {
    return /^\d{1,5}$/.test(id) ? this.partitions[Number(id)] : undefined;
  }

  /** Where a batch goes: by its key, or to each partition in turn. */
  route(partitionKey: string | undefined): Partition {
    const count = this.partitions.length;
    const index = partitionKey === undefined ? this.#next++ % count : partitionOfKey(partitionKey, count);
    return this.partitions[index] as Partition;
  }
}

function birthOf(dir: string): Date {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'created-at');
  const kept = existsSync(path) ? new Date(readFileSync(path, 'utf8')) : undefined;
  if (kept !== undefined && !Number.isNaN(kept.getTime())) return kept;
  const createdAt = new Date();
  writeFileSync(`${path}.new`, createdAt.toISOString());
  renameSync(`${path}.new`, path);
  return createdAt;
}

/** A partition that the configuration no longer has would hide events that were acknowledged. */
function refuseFewerPartitions({ name, partitions }: HubConfig, dir: string): void {
  const kept = readdirSync(dir).filter(entry => /^\d+$/.test(entry)).length;
  if (kept > partitions)
    throw new Error(`hub ${name} has ${kept} partitions on disk, ${partitions} in the configuration`);
}
