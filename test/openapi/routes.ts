// Prints, as JSON, method and route of each HTTP function of the roles in ASSAY_ROLES.

import { join } from 'node:path';
import { loadApp } from '../../local/functions-host/app-loader.ts';
import { workerState } from '../../local/functions-host/worker-state.ts';

await loadApp(join(import.meta.dirname, '..', '..'), 'functions/*.ts', {
  enabled: () => true,
  log: () => {},
});
const routes = [...workerState.functions.values()].flatMap(({ metadata }) =>
  Object.values(metadata.bindings ?? {}).flatMap(binding => {
    const { type, route, methods } = binding as { type: string; route?: string; methods?: string[] };
    return type === 'httpTrigger' ? (methods ?? []).map(method => `${method.toUpperCase()} ${route}`) : [];
  }),
);
process.stdout.write(JSON.stringify(routes.sort()), () => process.exit(0));
