// The tables of the lake as the API tells them.

import { opened } from '../../api/client.ts';

export type LakeTable = {
  name: string;
  version: number | null;
  rows: number | null;
  files: number | null;
  bytes: number | null;
  lastCommitAt: string | null;
  lastCompactionAt: string | null;
  lastVacuumAt: string | null;
};

export async function readTables(signal: AbortSignal): Promise<LakeTable[]> {
  const answer = await opened('/tables', { signal, cache: 'no-cache' });
  return ((await answer.json()) as { tables: LakeTable[] }).tables;
}

export const tierOf = (name: string): string =>
  name === 'quarantine' ? 'quarantine' : (name.split('.')[0] ?? '');
