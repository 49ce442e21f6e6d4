// npm run gold -- compile | check. The first writes models/compiled.json; the second says what is wrong, and writes nothing.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalog } from '../../src/compose.ts';
import { loadCompiled } from '../../src/gold/load-models.ts';
import { compileProject } from './compile.ts';
import { explainModel } from './explain.ts';

const models = join(import.meta.dirname, '..', '..', 'models');
const [command = 'check'] = process.argv.slice(2);

try {
  const compiled = await compileProject(join(models, 'gold'));
  const loaded = loadCompiled(compiled, readCatalog());
  for (const model of loaded) console.log(explainModel(model));
  if (command === 'compile') {
    writeFileSync(join(models, 'compiled.json'), `${JSON.stringify(compiled, null, 1)}\n`);
    console.log(`${loaded.length} models are compiled`);
  } else if (command !== 'check') throw new Error(`there is no "${command}": compile or check`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
