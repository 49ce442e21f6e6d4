// A process that works on a table: `writer-process.ts <place> <name> <rows>` appends its rows, each once, however often it
// is started; now and then it compacts too. Each thing that it begins is a line of its output.

import { compact } from '../../src/delta/compaction.ts';
import { openTable } from '../../src/delta/table.ts';
import { appendOnce, rewriteRows } from './rows.ts';
import { storeAt } from './shared-store.ts';

const [place = '', name = '', rows = '0'] = process.argv.slice(2);
const table = openTable(await storeAt(JSON.parse(place)), 'rows');

for (let sequence = 1; sequence <= Number(rows); sequence += 1) {
  process.stdout.write(`append ${sequence}\n`);
  await appendOnce(table, name, sequence);
  if (sequence % 4 !== 0) continue;
  process.stdout.write('compact\n');
  await compact(table, { targetBytes: 200, minFiles: 3 }, rewriteRows);
}
process.exit(0);
