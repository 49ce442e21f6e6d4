// npm run gold -- check | compile | sources | preview <model> | audit [<model>] | rebuild <model>. Check says what is wrong
// with models and writes nothing; compile writes models/compiled.json, and sources models/gold/sources.yml.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCompiled } from '../../src/gold/load-models.ts';
import { readCatalog } from '../../src/package-files.ts';
import { withPrevious } from '../../src/rebuild/versions.ts';
import { runAudit } from './audit.ts';
import { bindModels } from './bind.ts';
import { compileProject } from './compile.ts';
import { explainModel } from './explain.ts';
import { modelsFolder } from './models-folder.ts';
import { runPreview } from './preview.ts';
import { runRebuild } from './rebuild.ts';
import { sourcesYaml } from './sources.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '20' },
    last: { type: 'string', default: '1d' },
    sample: { type: 'string', default: '1000' },
    forget: { type: 'boolean', default: false },
  },
});
const [command = 'check', model] = positionals;

const commands: Record<string, () => Promise<void>> = {
  check: async () => {
    await compileModels();
  },
  /** A version that was raised keeps the one before it, until `--forget` is said. */
  compile: async () => {
    const file = join(modelsFolder, 'compiled.json');
    const compiled = await compileModels();
    const kept = values.forget ? compiled : withPrevious(compiled, JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, `${JSON.stringify(kept, null, 1)}\n`);
    console.log(`${Object.keys(compiled).length} models are compiled`);
  },
  sources: async () => writeFileSync(join(modelsFolder, 'gold', 'sources.yml'), sourcesYaml(readCatalog())),
  preview: () => runPreview(named(), { limit: count('limit'), last: values.last, sample: count('sample') }),
  audit: () => runAudit(model, count('limit')),
  rebuild: () => runRebuild(named(), count('limit')),
};

async function compileModels() {
  const [compiled, catalog] = [await compileProject(join(modelsFolder, 'gold')), readCatalog()];
  const models = loadCompiled(compiled, catalog);
  for (const loaded of models) console.log(explainModel(loaded));
  const said = await bindModels(models, compiled, catalog);
  if (said.size > 0)
    throw new Error([...said].map(([name, what]) => `models/gold/${name}.sql: ${what}`).join('\n'));
  return compiled;
}

function named(): string {
  if (model === undefined) throw new Error(`name the model: npm run gold -- ${command} <model>`);
  return model;
}

function count(flag: 'limit' | 'sample'): number {
  if (!/^[1-9]\d{0,5}$/.test(values[flag])) throw new Error(`--${flag} takes a whole number from 1`);
  return Number(values[flag]);
}

try {
  const run = commands[command];
  if (!run) throw new Error(`there is no "${command}": ${Object.keys(commands).join(', ')}`);
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// Connections to Event Hubs would keep the process.
process.exit();
