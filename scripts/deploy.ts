// `npm run deploy -- --env dev`: shows what would change, deploys it, publishes the packages, looks whether they run, and
// puts the packages from before back when they do not. `--dry-run` shows every command and runs none; `--yes` asks nothing.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Az, createAz } from './deploy/az.ts';
import { type Deployed, deployInfrastructure, whatIf } from './deploy/infrastructure.ts';
import { keepPrevious, type Packages, publish } from './deploy/publish.ts';
import { smokeTest } from './deploy/smoke-test.ts';
import { missingVariables, readTarget, type Target } from './deploy/target.ts';
import { type App, apps } from './package/roles.ts';
import { factsFile, makePackages, type PackageFacts, packageFolder } from './package.ts';

type Facts = Record<App, Pick<PackageFacts, 'zip' | 'functions'>>;

/** Returns the exit code. */
async function deploy(target: Target): Promise<number> {
  const missing = missingVariables(target, process.env);
  if (missing.length > 0 && !target.dryRun)
    throw new Error(
      `${target.parameters} needs ${missing.join(', ')} in the environment; see docs/deploy.md`,
    );
  const folder = target.packages ?? packageFolder;
  const packages = await preparePackages(target, folder);
  const az = createAz(target);
  whatIf(az, target);
  if (!(await isConfirmed(target))) return 0;
  const deployed = deployInfrastructure(az, target, { subscriptions: false });
  const previous = previousPackages(az, target, deployed, packages, folder);
  publish(
    az,
    target,
    deployed,
    byApp(app => join(folder, packages[app].zip)),
  );
  const functions = byApp(app => packages[app].functions);
  const problem = await smokeTest(az, target, deployed, { functions, patience: target.patience });
  if (problem === null) {
    // Event Grid is told of the function `replay` when it is there.
    deployInfrastructure(az, target, { subscriptions: true });
    console.log(target.dryRun ? 'Nothing was done.' : `Deployed: ${deployed.apiUrl}`);
    return 0;
  }
  console.error(`The new packages do not run: ${problem}`);
  const known = Object.keys(previous);
  console.error(known.length === 0 ? 'There is none from before.' : `Putting back: ${known.join(', ')}`);
  publish(az, target, deployed, previous);
  return 1;
}

async function preparePackages({ dryRun, packages }: Target, folder: string): Promise<Facts> {
  if (dryRun) return byApp(app => ({ zip: `<package of ${app}>`, functions: [] }));
  if (packages === null) return makePackages(folder);
  return JSON.parse(readFileSync(join(folder, factsFile), 'utf8'));
}

function previousPackages(
  az: Az,
  { previous }: Target,
  deployed: Deployed,
  packages: Facts,
  folder: string,
): Packages {
  if (previous !== null) return byApp(app => join(previous, packages[app].zip));
  try {
    return keepPrevious(az, deployed, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(
      `the packages that run now cannot be read (${reason}), so they could not be put back: deploy from where the host's storage can be reached, or give them by --previous <folder>`,
    );
  }
}

function byApp<T>(value: (app: App) => T): Record<App, T> {
  return Object.fromEntries(apps.map(app => [app, value(app)])) as Record<App, T>;
}

async function isConfirmed({ yes, dryRun, resourceGroup }: Target): Promise<boolean> {
  if (yes || dryRun) return true;
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await questions.question(`Deploy this to ${resourceGroup}? (yes/no) `);
  questions.close();
  return answer.trim().toLowerCase() === 'yes';
}

try {
  process.exitCode = await deploy(readTarget(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
