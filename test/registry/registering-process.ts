// Registers schemas one after the other, as one of several processes: <connection string> <seed> <schemas>. Each schema is
// registered under two subjects of some; what was acknowledged is a line `<subject> <schema> <id>`. Ends when all are.

import { connectTable } from '../../src/azure/connect.ts';
import { registryTable } from '../../src/azure/provision.ts';
import { createTableRegistry } from '../../src/azure/table-registry.ts';
import { createMetrics } from '../../src/metrics.ts';
import { client, numbered } from './client.ts';

const [, , value = '', seed = '0', count = '0'] = process.argv;
const table = connectTable({ kind: 'connectionString', value }, registryTable);
const ask = client(createTableRegistry(table, createMetrics()));
for (let step = 0; step < Number(count); step += 1) {
  // Every process has every schema, each in its own order.
  const schema = (step * 7 + Number(seed) * 3) % Number(count);
  for (const subject of [`s${schema % 3}`, `t${schema % 2}`]) {
    const { id } = (await ask.ok(`POST subjects/${subject}/versions`, numbered(schema))) as { id: number };
    process.stdout.write(`${subject} ${schema} ${id}\n`);
  }
}
