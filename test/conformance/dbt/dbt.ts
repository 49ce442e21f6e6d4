// dbt as a process, on the project in models/.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelsFolder } from '../../../scripts/gold/models-folder.ts';

/** One model or data test; dbt says `success` of the one, and `pass` of the other. */
export type DbtResult = { id: string; status: string; message: string | null };

const here = import.meta.dirname;

/** `dbt build` into the database file. What dbt writes else lies in `folder`. Throws with dbt's words when it gives no results. */
export async function dbtBuild(database: string, folder: string): Promise<DbtResult[]> {
  const program = join(here, '..', '.venv', 'bin', 'dbt');
  const options = {
    '--project-dir': modelsFolder,
    '--profiles-dir': here,
    '--target-path': join(folder, 'target'),
    '--log-path': join(folder, 'logs'),
  };
  const child = spawn(program, ['build', '--no-use-colors', ...Object.entries(options).flat()], {
    env: {
      ...process.env,
      ASSAY_DBT_DATABASE: database,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += chunk;
    });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  try {
    return readResults(join(folder, 'target', 'run_results.json'));
  } catch (error) {
    throw new Error(`dbt gave no results:\n${said}`, { cause: error });
  }
}

function readResults(file: string): DbtResult[] {
  const { results } = JSON.parse(readFileSync(file, 'utf8')) as {
    results: { unique_id: string; status: string; message: string | null }[];
  };
  return results.map(({ unique_id: id, status, message }) => ({ id, status, message }));
}
