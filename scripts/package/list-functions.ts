// Prints, as JSON, the functions that a package registers under ASSAY_ROLES, and how long it took to load: loaded as the
// local host does. Usage: node list-functions.ts <package folder>. Ends with 1 when the package does not load.

import { loadApp } from '../../local/functions-host/app-loader.ts';
import { workerState } from '../../local/functions-host/worker-state.ts';

const [folder = '.'] = process.argv.slice(2);
let failure: string | null = null;
const log = (level: string, _category: string, message: string) => {
  if (level === 'error') failure = message;
};
const started = performance.now();
await loadApp(folder, undefined, { enabled: () => true, log });
const loadMs = Math.round(performance.now() - started);
if (failure !== null) {
  console.error(failure);
  process.exit(1);
}
const functions = [...workerState.functions.values()].map(({ metadata }) => metadata.name).sort();
process.stdout.write(JSON.stringify({ functions, loadMs }), () => process.exit(0));
