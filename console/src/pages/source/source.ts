// A source as the API tells it.

import { opened } from '../../api/client.ts';
import type { Finding, FlowSource } from '../flow/flow.ts';

export type Held = { evaluated: number; failed: number; passRate: number | null };

export type Expectation = {
  type: string;
  table: string;
  name: string;
  action: 'warn' | 'drop' | 'fail';
  now: Held;
  hour: Held;
  overTime: ({ at: string } & Held)[];
};

export type SchemaVersion = { version: string | number; present: boolean; schema: unknown };

export type SourceType = {
  name: string;
  table: string;
  description: string;
  versions: SchemaVersion[];
};

type GroupLag = { events: number; oldestSeconds: number };

export type Partition = {
  partitionId: string;
  begin: number;
  last: number;
  totals: FlowSource['totals'];
  ledger: 'adds up' | 'behind' | 'does not add up';
  lag: { bronze: GroupLag; refine: GroupLag };
  troubles: { group: string; since: string; tries: number; message: string }[];
};

export type Source = Pick<FlowSource, 'name' | 'kind' | 'state' | 'totals' | 'perSecond' | 'lag'> & {
  title: string;
  description: string;
  owner: string;
  findings: Finding[];
  partitions: Partition[];
  expectations: Expectation[];
  types: SourceType[];
};

export async function readSource(signal: AbortSignal, name: string): Promise<Source> {
  const answer = await opened(`/sources/${encodeURIComponent(name)}`, { signal, cache: 'no-cache' });
  return (await answer.json()) as Source;
}
