// The resources, by Bicep: what would change, and the change.

import type { App } from '../package/roles.ts';
import type { Az } from './az.ts';
import type { Target } from './target.ts';

export type Deployed = { appNames: Record<App, string>; apiUrl: string; hostStorageAccount: string };

export function whatIf(az: Az, { resourceGroup, location, parameters }: Target): void {
  az.run(['group', 'create', '--name', resourceGroup, '--location', location, '--output', 'none']);
  az.show(['deployment', 'group', 'what-if', '--resource-group', resourceGroup, '--parameters', parameters]);
}

/**
 * Returns the template's outputs; in a dry run names that say what they stand for. `subscriptions`: whether Event Grid
 * delivers to functions, which have to be there.
 */
export function deployInfrastructure(
  az: Az,
  { resourceGroup, parameters }: Target,
  { subscriptions }: { subscriptions: boolean },
): Deployed {
  const output = az.run([
    ...['deployment', 'group', 'create', '--name', 'assay', '--resource-group', resourceGroup],
    ...['--parameters', parameters, ...(subscriptions ? [] : ['replayEnabled=false'])],
    ...['--query', 'properties.outputs', '--output', 'json'],
  ]);
  return az.dryRun ? placeholders : readOutputs(JSON.parse(output));
}

const placeholders: Deployed = {
  appNames: { ingest: '<ingest>', refine: '<refine>', serve: '<serve>', maintain: '<maintain>' },
  apiUrl: 'https://<serve>',
  hostStorageAccount: '<host-storage>',
};

function readOutputs(outputs: Record<string, { value: unknown } | undefined>): Deployed {
  const { appNames, apiUrl, hostStorageAccount } = outputs;
  if (!appNames || !apiUrl || !hostStorageAccount)
    throw new Error('the deployment has not the outputs appNames, apiUrl and hostStorageAccount');
  return {
    appNames: appNames.value as Record<App, string>,
    apiUrl: String(apiUrl.value),
    hostStorageAccount: String(hostStorageAccount.value),
  };
}
