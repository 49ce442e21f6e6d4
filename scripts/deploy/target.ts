// Where a deployment goes, from the command line; refused before anything happens when something is missing.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export type Target = {
  /** Name of the parameter file: dev, prod … */
  environment: string;
  resourceGroup: string;
  location: string;
  parameters: string;
  dryRun: boolean;
  /** True when nobody is there to be asked. */
  yes: boolean;
  /** Folder that `npm run package` filled; null: it is filled now. */
  packages: string | null;
  /** Folder of packages to put back; null: what the apps run now is downloaded. */
  previous: string | null;
  /** How long the smoke test waits for the apps, in seconds. */
  patience: number;
};

const bicepFolder = join(import.meta.dirname, '..', '..', 'bicep');

/** Throws an Error that says what is wrong with the command line. */
export function readTarget(args: string[]): Target {
  const { values } = parseArgs({
    args,
    options: {
      env: { type: 'string' },
      location: { type: 'string', default: 'westeurope' },
      'resource-group': { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      packages: { type: 'string' },
      previous: { type: 'string' },
      patience: { type: 'string', default: '300' },
    },
  });
  const known = readdirSync(bicepFolder)
    .map(file => /^main\.(\w+)\.bicepparam$/.exec(file)?.[1])
    .filter(name => name !== undefined);
  const environment = values.env;
  if (environment === undefined || !known.includes(environment))
    throw new Error(`--env must be one of ${known.join(', ')}`);
  if (!/^\d{1,4}$/.test(values.patience)) throw new Error('--patience must be a number of seconds');
  return {
    environment,
    resourceGroup: values['resource-group'] ?? `rg-assay-${environment}`,
    location: values.location,
    parameters: join('bicep', `main.${environment}.bicepparam`),
    dryRun: values['dry-run'],
    yes: values.yes,
    packages: values.packages ?? null,
    previous: values.previous ?? null,
    patience: Number(values.patience),
  };
}

/** Variables that the parameter file reads from the environment and that are not there. */
export function missingVariables({ environment }: Target, env: NodeJS.ProcessEnv): string[] {
  const file = join(bicepFolder, `main.${environment}.bicepparam`);
  if (!existsSync(file)) return [];
  const names = [...readFileSync(file, 'utf8').matchAll(/readEnvironmentVariable\('(\w+)'/g)];
  return names.map(([, name = '']) => name).filter(name => !env[name]);
}
