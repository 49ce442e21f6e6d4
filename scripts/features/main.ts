// npm run features -- export <view> --spine <file> --out <file>: the spine with the features of each row as they were at its
// instant. It reads the platform's stores with the app's settings, as `npm run gold -- audit` does. See docs/features.md.

import { parseArgs } from 'node:util';
import { readCut } from '../../src/audit/cut.ts';
import { exportTrainingSet, type TrainingSet } from '../../src/features/training-set.ts';
import { readCatalog } from '../../src/package-files.ts';
import { connectStores } from '../gold/audit.ts';
import { readCompiled } from '../gold/models-folder.ts';
import { localSettings } from '../local-settings.ts';

const usage =
  'npm run features -- export <view> --spine <file.csv|ndjson|parquet> --out <file.parquet|csv|ndjson>';

async function runExport(name: string, spine: string, out: string): Promise<void> {
  const catalog = readCatalog();
  const [view] = readCompiled(catalog, name);
  if (!view) throw new Error(`there is no view "${name}"`);
  const { ledger, tables, folder } = connectStores({ ...localSettings(), ...process.env }, catalog);
  const made = await exportTrainingSet({ catalog, tables, folder, readCut: () => readCut(ledger) }, view, {
    spine,
    out,
  });
  process.stdout.write(describe(made, out));
}

function describe({ rows, features, newestEvent, beyond }: TrainingSet, out: string): string {
  const made = `${out}: ${rows} rows, ${features.length} features (${features.join(', ')})\n`;
  if (beyond === 0) return made;
  const until = newestEvent === null ? 'silver has no event' : `silver's newest event is of ${newestEvent}`;
  return `${made}${beyond} rows are of later instants than silver knows, and may lack events: ${until}\n`;
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { spine: { type: 'string' }, out: { type: 'string' } },
  });
  const [command, view, ...others] = positionals;
  const { spine, out } = values;
  if (command !== 'export' || view === undefined || others.length > 0 || !spine || !out)
    throw new Error(usage);
  await runExport(view, spine, out);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// Connections to the stores would keep the process.
process.exit();
