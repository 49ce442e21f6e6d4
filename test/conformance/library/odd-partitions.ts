// Partition values that paths must escape, and files that are skipped by partition and by statistics.

import type { TableDefinition } from '../../../src/delta/create-table.ts';
import { same } from '../checks.ts';
import { append, checkVersions, define, openChronicle } from '../chronicle.ts';
import type { Context } from '../context.ts';

const shops = [
  'plain',
  'with space',
  '100%',
  '50%25',
  'a=b',
  'a/b',
  '..',
  'näïve ☕',
  '?#&+',
  `"it's"`,
  'c:\\d',
  null,
];

const definition: TableDefinition = {
  name: 'odd partitions',
  description: 'Values that paths must escape.',
  schema: {
    type: 'struct',
    fields: [
      { name: 'id', type: 'long', nullable: true, metadata: {} },
      { name: 'at', type: 'timestamp', nullable: true, metadata: {} },
      { name: 'shop', type: 'string', nullable: true, metadata: {} },
      { name: 'day', type: 'date', nullable: true, metadata: {} },
    ],
  },
  partitionColumns: ['day', 'shop'],
  configuration: { 'delta.checkpointInterval': '5' },
};

const at = (id: number) => `2026-11-26T10:00:00.${String(100_000 + id * 333).padStart(6, '0')}Z`;

export async function oddPartitionsAreRead(context: Context): Promise<void> {
  const chronicle = openChronicle(context, 'odd-partitions');
  await define(chronicle, definition);
  const made = shops.flatMap((shop, i) =>
    [0, 1, 2].map(n => ({
      id: String(i * 3 + n),
      at: at(i * 3 + n),
      shop,
      day: i % 2 ? '2026-11-26' : null,
    })),
  );
  for (let first = 0; first < made.length; first += 12)
    await append(chronicle, made.slice(first, first + 12));
  await checkVersions(chronicle, 'a table with odd partition values');
  // The newest of some files: a bound in the log that were cut to milliseconds would lose it.
  const rows = made.filter((_, i) => i % 9 === 8);
  for (const { name, ask } of context.engines) {
    const count = async (where: string) => {
      const sql = `SELECT count(*) AS n FROM t WHERE ${where}`;
      return (await ask('query', { table: chronicle.address, sql }))[0]?.n;
    };
    await context.check(`${name} finds the rows of each odd partition value`, async () => {
      for (const shop of shops)
        same(
          `shop ${shop}`,
          await count(shop === null ? 'shop IS NULL' : `shop = ${quote(shop, name)}`),
          '3',
        );
      same('one day', await count("day = DATE '2026-11-26'"), String((shops.length / 2) * 3));
    });
    await context.check(`${name} finds a row by its microsecond, though files are skipped`, async () => {
      for (const row of rows) {
        same(`at ${row.at}`, await count(`at = TIMESTAMP '${row.at}'`), '1');
        same(`id ${row.id}`, await count(`id = ${row.id}`), '1');
      }
    });
  }
}

/** Spark takes a backslash in a text literal as an escape, standard SQL does not. */
function quote(text: string, engine: string): string {
  if (engine === 'Spark') return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return `'${text.replaceAll("'", "''")}'`;
}
