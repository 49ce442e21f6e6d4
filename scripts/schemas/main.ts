// npm run schemas -- check | release | publish | types. The guide is docs/schema-registry.md.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CatalogSchema, readCatalogSchemas } from './catalog-schemas.ts';
import { checkReleased, checkSchema, type Finding, formatFinding } from './check.ts';
import { checkCatalog } from './check-catalog.ts';
import { checkFrozen } from './frozen.ts';
import { publish } from './publish.ts';
import { typescriptOf } from './typescript.ts';

const root = join(import.meta.dirname, '..', '..');
const typesFile = join(root, 'src', 'producer', 'event-types.ts');

const help = `Schemas of the catalog:

  check                    may every schema follow its released versions, and do the expectations, keys and times of the
                           catalog point at fields of it? --base <git ref>, as in a pull request: is every version
                           released, and no released one changed?
  release                  checks, and keeps each new version beside its schema, in released/
  publish --registry URL   registers the released versions; a key or token: ASSAY_REGISTRY_KEY, ASSAY_REGISTRY_TOKEN
  types                    writes src/producer/event-types.ts; with --check it only says whether that is behind

  --catalog <folder>       another catalog`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    catalog: { type: 'string', default: join(root, 'catalog') },
    base: { type: 'string' },
    registry: { type: 'string' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [command = 'check'] = positionals;

const commands: Record<string, () => Promise<void> | void> = {
  check: () => {
    const schemas = checkedSchemas();
    for (const { file, version } of schemas.filter(isUnreleased))
      console.log(`${file}: version ${version} is new and may follow`);
    console.log(`${schemas.length} schemas are as they were released, or may follow`);
  },
  release: () => {
    for (const schema of checkedSchemas()) release(schema);
  },
  publish: async () => {
    if (values.registry === undefined) throw new Error('say where: --registry https://…/api/registry');
    const address = { url: values.registry, headers: credentials(process.env) };
    const schemas = readCatalogSchemas(values.catalog);
    await publish(address, schemas, ({ type, version, id }) =>
      console.log(`${type} version ${version} has id ${id}`),
    );
    for (const { file, version } of schemas.filter(isUnreleased))
      console.log(`${file}: version ${version} is not published: npm run schemas -- release comes first`);
  },
  types: () => {
    const text = formatted(typescriptOf(readCatalogSchemas(values.catalog)));
    if (!values.check) return writeFileSync(typesFile, text);
    if (readFileSync(typesFile, 'utf8') !== text)
      throw new Error('src/producer/event-types.ts is behind the catalog: npm run schemas -- types');
  },
};

const isUnreleased = ({ version, released }: CatalogSchema) => released.at(-1)?.version !== version;

function checkedSchemas(): CatalogSchema[] {
  refuse(checkCatalog(values.catalog));
  const schemas = readCatalogSchemas(values.catalog);
  refuse(findings(schemas));
  return schemas;
}

function findings(schemas: readonly CatalogSchema[]): Finding[] {
  if (values.base === undefined) return schemas.flatMap(checkSchema);
  const found = schemas.flatMap(schema => {
    const wrong = checkSchema(schema);
    return wrong.length > 0 ? wrong : checkReleased(schema);
  });
  return [...found, ...checkFrozen(values.catalog, values.base, schemas)];
}

function refuse(found: readonly Finding[]): void {
  if (found.length === 0) return;
  // On GitHub a finding is shown at its line in the pull request.
  if (process.env.GITHUB_ACTIONS === 'true')
    for (const { file, line, message } of found)
      console.log(
        `::error file=${file},line=${line}::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}`,
      );
  throw new Error(found.map(formatFinding).join('\n'));
}

function release(schema: CatalogSchema): void {
  const { path, name, version, text, file } = schema;
  if (!isUnreleased(schema)) return;
  const copy = join(dirname(path), 'released', `${name}.${version}.json`);
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, text, { flag: 'wx' });
  console.log(`${file}: version ${version} is released`);
}

/** From the environment, so that no secret is in a list of processes. */
function credentials(env: NodeJS.ProcessEnv): Record<string, string> {
  const { ASSAY_REGISTRY_KEY: key, ASSAY_REGISTRY_TOKEN: token } = env;
  return {
    ...(key ? { 'x-functions-key': key } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}

function formatted(text: string): string {
  const biome = join(root, 'node_modules', '.bin', 'biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${typesFile}`], {
    input: text,
    encoding: 'utf8',
    cwd: root,
  });
}

if (values.help) console.log(help);
else
  try {
    const run = commands[command];
    if (!run) throw new Error(`there is no "${command}"\n\n${help}`);
    await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
