// npm run gold -- check | compile | sources | preview <model> | audit [<model>] | rebuild <model>: see docs/gold-models.md.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCompiled } from '../../src/gold/load-models.ts';
import { compiledModelsFile, readCatalog } from '../../src/package-files.ts';
import { withPrevious } from '../../src/rebuild/versions.ts';
import { readArguments } from '../read-arguments.ts';
import { runAudit } from './audit.ts';
import { bindModels } from './bind.ts';
import { compileProject } from './compile.ts';
import { explainModel } from './explain.ts';
import { modelsFolder } from './models-folder.ts';
import { runPreview } from './preview.ts';
import { runRebuild } from './rebuild.ts';
import { sourcesYaml } from './sources.ts';
import { undescribed } from './undescribed.ts';

const help = `Gold models:

  check              what models keep, and what is wrong with them; writes nothing (this is the default)
  compile            writes models/compiled.json; with --check it only says whether that is behind;
                     --forget drops the versions from before those that were raised
  sources            writes models/gold/sources.yml
  preview <model>    its rows over recent silver, and its cost in writes; --last 1d, --sample 1000, --limit 20
  audit [<model>]    recomputes in batch, and tells every difference; --limit 20
  rebuild <model>    builds a new version from silver while the one before it answers

See docs/gold-models.md.`;

const { positionals, values } = readArguments(help, {
  limit: { type: 'string', default: '20' },
  last: { type: 'string', default: '1d' },
  sample: { type: 'string', default: '1000' },
  forget: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
});
const [command = 'check', model] = positionals;

const commands: Record<string, () => Promise<void>> = {
  check: async () => {
    const { models } = await compileModels();
    refuse(undescribed(models));
  },
  /** A version that was raised keeps the one before it, until `--forget` is said. */
  compile: async () => {
    const file = compiledModelsFile();
    const { compiled } = await compileModels();
    const before = JSON.parse(readFileSync(file, 'utf8'));
    const kept = values.forget ? compiled : withPrevious(compiled, before);
    const text = `${JSON.stringify(kept, null, 1)}\n`;
    if (values.check && text !== readFileSync(file, 'utf8'))
      throw new Error('models/compiled.json is behind the models: npm run gold -- compile');
    if (values.check) return;
    writeFileSync(file, text);
    console.log(`${Object.keys(compiled).length} models are compiled`);
    for (const name of Object.keys(compiled).filter(name => !(name in before)))
      console.log(
        `${name} is new: on a platform that has run it counts from its deployment on. For its past raise "version" once it is deployed, compile, deploy, and npm run ops -- rebuild ${name}`,
      );
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
  refuse([...said].map(([name, what]) => `models/gold/${name}.sql: ${what}`));
  return { compiled, models };
}

function refuse(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
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
