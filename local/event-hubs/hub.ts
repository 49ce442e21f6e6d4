// A hub: its partitions, consumer groups and birth. The birth is kept beside the log, so it changes only when
// the folder is wiped: that is how a reader can tell a recreated hub.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
    this.createdAt = dir === undefined ? new Date() : birthOf(config, dir);
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

function birthOf({ name, partitions }: HubConfig, dir: string): Date {
  const path = join(dir, 'hub.json');
  mkdirSync(dir, { recursive: true });
  const kept = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  if (kept !== undefined && kept.partitions > partitions) {
    throw new Error(
      `hub ${name} has ${kept.partitions} partitions on disk, ${partitions} in the configuration`,
    );
  }
  if (kept !== undefined && kept.partitions === partitions) return new Date(kept.createdAt);
  const createdAt = kept?.createdAt ?? new Date().toISOString();
  writeFileSync(`${path}.new`, JSON.stringify({ name, partitions, createdAt }));
  renameSync(`${path}.new`, path);
  return new Date(createdAt);
}
