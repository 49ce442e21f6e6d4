// The tables of the lake as the API tells them.

import { answered, api, type Schema } from '../../api/client.ts';

/** `version` null: declared, and not made yet. */
export type LakeTable = Schema<'TableSize'>;

export const readTables = async (signal: AbortSignal): Promise<LakeTable[]> =>
  (await answered(api.GET('/tables', { signal }))).tables;

export const tierOf = (name: string): string =>
  name === 'quarantine' ? 'quarantine' : (name.split('.')[0] ?? '');
