// What became of one chunk: the files that were written for it, and what the later steps have to do for it. Kept in the lake
// beside the tables, by replay and chunk, and written whole or not at all.

import type { AddFile } from '../delta/actions.ts';
import type { TableStore } from '../delta/store.ts';
import type { OutcomeCounts } from '../silver/outcome.ts';

export type At = { partitionId: string; sequenceNumber: number };

/** A valid event that has no claim on its identity yet. */
export type Wanted = At & { identity: string; table: string; redriven: boolean };

/** An event that was silver and is not, or is of another identity: it has a claim that it must not keep. */
export type Released = At & { identity: string };

/** A valid event whose identity is another's. */
export type Duplicate = At & { identity: string };

export type ChunkReport = {
  /** Data files by the name of their table. No commit names them yet. */
  files: Record<string, AddFile[]>;
  /** Rows that differ from what the tables have, by their names. */
  changed: Record<string, number>;
  /** Outcomes by partition, as they were and as they are. */
  lanes: Record<string, { before: OutcomeCounts; after: OutcomeCounts }>;
  wanted: Wanted[];
  released: Released[];
  duplicates: Duplicate[];
};

/** Of a chunk whose events lost identities to others while they were refined: the files without them. */
export type LostReport = { lost: Wanted[]; files: Record<string, AddFile[]> };

/** What is done with a file of a table by the switch: nothing, or it goes, with a file of the rows that stay in its place. */
export type Plan = { goes: boolean; stay: AddFile | null };

export type Reports = {
  put(replay: string, chunk: number, report: ChunkReport): Promise<void>;
  read(replay: string, chunk: number): Promise<ChunkReport>;
  putLost(replay: string, chunk: number, report: LostReport): Promise<void>;
  /** Null when nothing was lost. */
  readLost(replay: string, chunk: number): Promise<LostReport | null>;
  /** By the key of a file; what was planned of a table before. */
  readPlans(replay: string, table: string): Promise<Map<string, Plan>>;
  putPlans(replay: string, table: string, plans: ReadonlyMap<string, Plan>): Promise<void>;
  clear(replay: string): Promise<void>;
};

/** `store` is a folder of the lake that nothing else uses. */
export function createReports(store: TableStore): Reports {
  const put = (path: string, value: unknown) => store.put(path, Buffer.from(JSON.stringify(value)));
  const read = async <T>(path: string): Promise<T | null> => {
    const content = await store.read(path);
    return content && (JSON.parse(Buffer.from(content).toString('utf8')) as T);
  };
  return {
    put: (replay, chunk, report) => put(`${replay}/${chunk}.json`, report),
    read: async (replay, chunk) => {
      const report = await read<ChunkReport>(`${replay}/${chunk}.json`);
      if (!report) throw new Error(`the report of chunk ${chunk} of the replay ${replay} is gone`);
      return report;
    },
    putLost: (replay, chunk, report) => put(`${replay}/${chunk}.lost.json`, report),
    readLost: (replay, chunk) => read(`${replay}/${chunk}.lost.json`),
    readPlans: async (replay, table) =>
      new Map((await read<[string, Plan][]>(`${replay}/${table}.plans.json`)) ?? []),
    putPlans: (replay, table, plans) => put(`${replay}/${table}.plans.json`, [...plans]),
    clear: async replay => {
      for await (const { path } of store.list(replay)) await store.delete(path);
    },
  };
}
