// How the platform is: its dependencies, its ledger by source, and what lies in quarantine.

import { formatTable } from '../text-table.ts';
import type { Client } from './client.ts';

type Line = {
  hub: string;
  partitionId: string;
  state: string;
  received: number;
  bronze: number;
  silver: number;
  quarantined: number;
  duplicates: number;
  redriven: number;
  lost: number;
};

const counted = ['received', 'bronze', 'silver', 'quarantined', 'redriven', 'duplicates', 'lost'] as const;

/** True when everything is up and adds up. */
export async function showStatus(api: Client): Promise<boolean> {
  const { checks } = await api<{ checks: Record<string, { status: string; ms: number }> }>(
    'GET',
    '/api/health',
  );
  for (const [name, { status, ms }] of Object.entries(checks)) console.log(`${name}: ${status} (${ms} ms)`);
  const ledger = await api<{ state: string; partitions: Line[] }>('GET', '/api/ledger');
  const columns = [
    { name: 'source', type: 'VARCHAR' },
    ...counted.map(name => ({ name, type: 'BIGINT' })),
    { name: 'ledger', type: 'VARCHAR' },
  ];
  const rows = [...Map.groupBy(ledger.partitions, ({ hub }) => hub)].map(([source, lanes]) => ({
    source,
    ...Object.fromEntries(counted.map(name => [name, lanes.reduce((sum, lane) => sum + lane[name], 0)])),
    ledger: lanes.find(({ state }) => state !== 'adds up')?.state ?? 'adds up',
  }));
  process.stdout.write(formatTable(columns, rows));
  console.log(`the ledger ${ledger.state === 'behind' ? 'is behind' : ledger.state}`);
  return ledger.state !== 'does not add up' && Object.values(checks).every(({ status }) => status === 'up');
}

const quarantineSql = (where: string) => `
  select source, reason, any_value(detail) as example, any_value(pointer) as pointer, count(*) as events,
    min(enqueued_time) as first, max(enqueued_time) as last
  from quarantine ${where} group by source, reason order by events desc, source, reason`;

type Column = { name: string; type: string };

/** What lies in quarantine, by source and reason. */
export async function showQuarantine(api: Client, source: string | undefined): Promise<void> {
  const where = source === undefined ? '' : `where source = '${source.replaceAll("'", "''")}'`;
  const answer = await api<{ columns: Column[]; rows: Record<string, never>[] }>('POST', '/api/sql', {
    sql: quarantineSql(where),
    limit: 100,
  });
  if (answer.rows.length > 0) process.stdout.write(formatTable(answer.columns, answer.rows));
  else console.log(`nothing${source === undefined ? '' : ` of ${source}`} is in quarantine`);
}
