// `npm run client`: writes the types of the API's client, on which the console is built, from the API's own description.
// `-- --check` writes nothing and ends with 1 when they are out of step.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { clientTypes } from './client-types.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '..', '..');
const file = join(root, 'console', 'src', 'api', 'schema.ts');
const name = relative(root, file);

const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
const wanted = await clientTypes();
if (present === wanted) {
  console.log(`${name} is in step with the API`);
} else if (values.check) {
  console.error(`${name} is out of step with the API: run \`npm run client\` and commit it`);
  process.exitCode = 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wanted);
  console.log(`${name} written`);
}
