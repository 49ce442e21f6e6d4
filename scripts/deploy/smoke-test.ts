// After a deployment: does every app have its functions, and is everything it needs in reach? A host whose package did not
// load says that it started, and has no function: so they are counted, by name.

import { type App, apps } from '../package/roles.ts';
import type { Az } from './az.ts';
import type { Deployed } from './infrastructure.ts';
import type { Target } from './target.ts';

export type SmokeTestOptions = {
  functions: Record<App, readonly string[]>;
  /** How long it is tried again, in seconds: a new package takes a moment. */
  patience: number;
};

const pauseMs = 15_000;

/** Null when all is well; else what is not. */
export async function smokeTest(
  az: Az,
  target: Target,
  deployed: Deployed,
  { functions, patience }: SmokeTestOptions,
): Promise<string | null> {
  const deadline = Date.now() + patience * 1000;
  for (;;) {
    const problem = missingFunctions(az, target, deployed, functions) ?? (await unhealthy(az, deployed));
    if (problem === null || az.dryRun) return null;
    if (Date.now() >= deadline) return problem;
    console.log(`Not yet: ${problem}`);
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}

/** Asks each host's /admin/functions through Azure Resource Manager: with the deployer's token, no key is read. */
function missingFunctions(
  az: Az,
  { resourceGroup }: Target,
  { appNames }: Deployed,
  functions: Record<App, readonly string[]>,
): string | null {
  for (const app of apps) {
    const site = `/subscriptions/{subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Web/sites/${appNames[app]}`;
    const url = `${site}/hostruntime/admin/functions?api-version=2024-04-01`;
    const answer = attempt(() =>
      az.run(['rest', '--method', 'get', '--url', url, '--query', '[].name', '--output', 'json']),
    );
    if (az.dryRun) continue;
    if (answer === null) return `${app} does not answer`;
    const there: string[] = JSON.parse(answer || '[]');
    const missing = functions[app].filter(name => !there.includes(name));
    if (missing.length > 0)
      return `${app} has ${there.length} of ${functions[app].length} functions: ${missing.join(', ')} missing`;
  }
  return null;
}

function attempt(run: () => string): string | null {
  try {
    return run();
  } catch {
    return null;
  }
}

async function unhealthy({ dryRun }: Az, { apiUrl }: Deployed): Promise<string | null> {
  const url = `${apiUrl}/api/health`;
  console.log(`curl --fail ${url}`);
  if (dryRun) return null;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    return answer.status === 200 ? null : `${url} answers ${answer.status}: ${await answer.text()}`;
  } catch (error) {
    return `${url} does not answer: ${error instanceof Error ? error.message : error}`;
  }
}
