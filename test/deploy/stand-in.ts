// Runs a script of the project with the Azure CLI's stand-in first on PATH, and an API that answers a health check.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export const functions = {
  maintain: ['maintain'],
  ingest: ['bronze-pos', 'metrics'],
  refine: ['metrics', 'refine-pos'],
  serve: ['gold', 'health'],
};

export type Answers = {
  functions?: Record<string, string[]>;
  previousExists?: boolean;
  storageIsOutOfReach?: boolean;
  health?: number;
};

export type Outcome = { code: number | null; output: string; asked: string[] };

/** Everything that the parameter files read from the environment. */
export const complete = {
  ASSAY_API_CLIENT_ID: '33333333-3333-3333-3333-333333333333',
  ASSAY_DEPLOYER_ID: '44444444-4444-4444-4444-444444444444',
  ASSAY_ALERT_EMAIL: 'operators@example.com',
  ASSAY_DEBEZIUM_IMAGE: 'example/debezium-server@sha256:0',
};

/** `args` may say `{packages}` for a folder of packages. Commands come without their options' values. */
export async function runScript(
  script: string,
  args: string[],
  answers: Answers,
  { env = complete, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-deploy-'));
  const api = createServer((_, response) => response.writeHead(answers.health ?? 200).end('{}'));
  await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  writeFileSync(join(folder, 'answers.json'), JSON.stringify({ ...standard(apiUrl), ...answers }));
  writeFileSync(join(folder, 'asked.ndjson'), '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packages));
  try {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts', script), ...args.map(arg => arg.replace('{packages}', folder))],
      {
        cwd: root,
        env: {
          PATH: [join(root, 'test', 'deploy', 'bin'), process.env.PATH].join(delimiter),
          AZ_STAND_IN: folder,
          ...env,
        },
      },
    );
    child.stdin.end(input);
    const output: Buffer[] = [];
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => output.push(chunk));
    const code = await new Promise<number | null>(resolve => child.once('close', resolve));
    return { code, output: Buffer.concat(output).toString(), asked: askedOf(folder) };
  } finally {
    api.close();
    rmSync(folder, { recursive: true });
  }
}

const packages = Object.fromEntries(
  Object.entries(functions).map(([app, names]) => [app, { zip: `${app}.zip`, functions: names }]),
);

function standard(apiUrl: string) {
  const appNames = Object.fromEntries(Object.keys(functions).map(app => [app, `assay-${app}`]));
  const outputs = {
    appNames: { value: appNames },
    apiUrl: { value: apiUrl },
    hostStorageAccount: { value: 'host' },
  };
  return { outputs, functions, previousExists: true, storageIsOutOfReach: false };
}

/** Lines like `functionapp deployment source config-zip assay-serve previous-serve.zip`. */
function askedOf(folder: string): string[] {
  const lines = readFileSync(join(folder, 'asked.ndjson'), 'utf8').trim().split('\n');
  return lines.filter(Boolean).map(line => {
    const args: string[] = JSON.parse(line);
    const verb = args.slice(
      0,
      args.findIndex(arg => arg.startsWith('--')),
    );
    const value = (option: string) => (args.includes(option) ? args[args.indexOf(option) + 1] : undefined);
    const file = value('--src')?.split('/').at(-1);
    return [...verb, value('--container-name') ?? value('--name'), file].filter(Boolean).join(' ');
  });
}
