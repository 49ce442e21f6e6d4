// Runs schemathesis against an API and its OpenAPI document, with a fixed seed and within a minute.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { venvProgram } from '../clients.ts';

/** `name` is `GET /flow`. Failures say what was wrong with which answer; each kind once. */
export type AskedOperation = { name: string; requests: number; failures: string[] };

const seconds = 40;

/** Streams that have no end: what they send is proven by test/live/. */
export const endless = /changes$/;

/**
 * Two of its checks do not fit: `unsupported_method`, because a method that no function takes is answered by the Functions
 * host itself, with 404 and an empty body; and `positive_data_acceptance`, because JSON Schema cannot say that `from` is
 * before `to`, or that a replay's source is in the catalog.
 */
const leftOut = 'unsupported_method,positive_data_acceptance';

/** Throws, with what it said, when it did not come to its end. */
export async function runSchemathesis(
  document: string,
  headers: Record<string, string>,
  folder: string,
): Promise<AskedOperation[]> {
  const report = join(folder, 'schemathesis.ndjson');
  const said = await run(folder, [
    'run',
    document,
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...['--phases', 'examples,coverage,fuzzing', '--seed', '1', '--workers', '1', '--no-shrink'],
    ...['--max-time', String(seconds), '--max-examples', '5', '--continue-on-failure'],
    ...['--exclude-path-regex', endless.source, '--exclude-checks', leftOut],
    ...['--report', 'ndjson', '--report-ndjson-path', report],
  ]);
  if (!existsSync(report)) throw new Error(`schemathesis made no report: ${said}`);
  const operations = readReport(readFileSync(report, 'utf8'));
  if (operations.length === 0) throw new Error(`schemathesis asked nothing: ${said}`);
  return operations;
}

/** It ends with 1 where it found something: its report says what. What it keeps for itself stays in `folder`. */
function run(folder: string, args: string[]): Promise<string> {
  return new Promise(resolve => {
    const limits = { timeout: (seconds + 60) * 1_000, maxBuffer: 64 * 1024 * 1024 };
    const env = { ...process.env, SCHEMATHESIS_HOOKS: '', NO_COLOR: '1' };
    execFile(venvProgram('schemathesis'), args, { ...limits, env, cwd: folder }, (error, stdout, stderr) =>
      resolve(`${stdout}${stderr}${error && stdout === '' ? error.message : ''}`.slice(-4_000)),
    );
  });
}

type Check = {
  name: string;
  status: string;
  failure_info?: { failure?: { title?: string; message?: string } };
};

type Recorder = { label?: string; interactions?: Record<string, unknown>; checks?: Record<string, Check[]> };

type Line = {
  ScenarioFinished?: { recorder?: Recorder };
  NonFatalError?: { label?: string; value?: { message?: string } };
};

function readReport(text: string): AskedOperation[] {
  const operations = new Map<string, { requests: number; failures: Set<string> }>();
  const of = (name: string) => {
    const known = operations.get(name) ?? { requests: 0, failures: new Set<string>() };
    operations.set(name, known);
    return known;
  };
  for (const line of text.split('\n').filter(each => each !== '')) {
    const { ScenarioFinished: scenario, NonFatalError: error } = JSON.parse(line) as Line;
    if (error) of(error.label ?? 'schemathesis').failures.add(error.value?.message ?? 'an error of its own');
    const recorder = scenario?.recorder;
    if (!recorder?.label) continue;
    const operation = of(recorder.label);
    operation.requests += Object.keys(recorder.interactions ?? {}).length;
    for (const { name, status, failure_info: info } of Object.values(recorder.checks ?? {}).flat())
      if (status === 'failure')
        operation.failures.add(
          `${info?.failure?.title ?? name}: ${(info?.failure?.message ?? '').replaceAll('\n', ' ')}`,
        );
  }
  return [...operations].map(([name, { requests, failures }]) => ({
    ...{ name, requests },
    failures: [...failures].slice(0, 5),
  }));
}
