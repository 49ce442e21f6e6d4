// One writer of many: `writer-process.ts <address> <writer> <commits>` appends a row (writer, n) with each commit, in
// order; the transaction of the writer says which are there already.

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commit } from '../../../src/delta/commit.ts';
import { openTable } from '../../../src/delta/table.ts';
import { createWorkbenches } from '../../../src/tables/workbench.ts';
import { snapshotOf } from '../context.ts';
import { writeRows } from '../data-file.ts';
import { storeAt } from '../place.ts';

const [address = '', writer = '', commits = '0'] = process.argv.slice(2);
const table = openTable(storeAt(address, process.env.Lake ?? ''), writer);
const folder = join(tmpdir(), `assay-conformance-writer-${process.pid}`);
const withBench = createWorkbenches({ folder, memoryMb: 256 });
const { schema } = await snapshotOf(table);
for (let n = 0; n < Number(commits); n += 1) {
  const add = await withBench(bench => writeRows(bench, table, schema, [{ writer, n: String(n) }]));
  await commit(table, {
    operation: 'WRITE',
    parameters: { mode: 'Append' },
    build: snapshot =>
      (snapshot?.transactions.get(writer) ?? -1) < n
        ? [{ txn: { appId: writer, version: n, lastUpdated: Date.now() } }, { add }]
        : null,
  });
}
rmSync(folder, { recursive: true, force: true });
