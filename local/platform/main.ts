// `npm start`: the whole platform with live sources. With `--for <seconds>` it drains, reports, and ends: 0 only if the
// ledger adds up.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../scripts/read-arguments.ts';
import { buildConsole } from './console.ts';
import { freePorts, root, wellKnownPorts } from './local-azure.ts';
import { type LedgerAnswer, startPlatform, waitForLedger } from './platform.ts';
import { measure, percentiles, report, residentMb } from './report.ts';
import { latencies } from './samples.ts';
import { drawView, openThese } from './view.ts';

const help = `Starts the whole platform on this machine, with live sources, and says what to ask it. Ctrl-C stops all of it.

  --keep              goes on with the data of the last start; without it each start begins empty
  --rate 50           events a second, of all sources
  --seed 1            another seed, other events
  --hosts 1           hosts that refine
  --ports free        any ports that are free, in the place of 7071, 5672, 9092, 10000 …
  --data FOLDER       where the data is: .assay/data
  --for SECONDS       stops the sources then, waits, reports, and ends with 0 only if the ledger adds up;
                      --warm-up SECONDS before it, --report FILE`;

const { values } = readArguments(
  help,
  {
    rate: { type: 'string', default: '50' },
    for: { type: 'string' },
    'warm-up': { type: 'string', default: '0' },
    report: { type: 'string' },
    seed: { type: 'string', default: '1' },
    hosts: { type: 'string', default: '1' },
    data: { type: 'string', default: join(root, '.assay', 'data') },
    ports: { type: 'string', default: 'well-known' },
    keep: { type: 'boolean', default: false },
  },
  false,
);

function wholeNumber(name: 'rate' | 'for' | 'warm-up' | 'hosts', value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new Error(`--${name} must be a whole number, not "${value}"`);
  return Number(value);
}

const warmUpSeconds = wholeNumber('warm-up', values['warm-up']);
const forSeconds = values.for === undefined ? null : wholeNumber('for', values.for);
const rate = wholeNumber('rate', values.rate);
if (!values.keep) rmSync(values.data, { recursive: true, force: true });

await buildConsole();
console.log('Starting Azure on this machine, and the function apps …');
const free = values.ports === 'free';
const platform = await startPlatform({
  dataDir: values.data,
  ports: free ? freePorts : wellKnownPorts,
  servePort: free ? 0 : 7071,
  refineHosts: wholeNumber('hosts', values.hosts),
});
let stopping = false;
const watch = (name: string, ended: Promise<string>) =>
  void ended.then(how => {
    if (!stopping) void finish(1, `${name} ${how}; its log is in ${join(values.data, 'logs')}`);
  });
for (const [name, service] of platform.azure.services) watch(name, service.ended);
for (const [name, { service }] of platform.apps) watch(name, service.ended);
process.once('SIGINT', () => void finish(0, 'Stopping …'));
process.once('SIGTERM', () => void finish(0, 'Stopping …'));

async function finish(code: number, message: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.log(message);
  await sources?.stop();
  await platform.stop();
  process.exit(code);
}

const seconds = forSeconds === null ? [] : ['--for', String(forSeconds + warmUpSeconds)];
let sources: Awaited<ReturnType<typeof platform.startSources>> | undefined;
let sent = 0;
sources = await platform.startSources(['--rate', String(rate), '--seed', values.seed, ...seconds], line => {
  if (typeof line.acknowledged === 'number') sent = line.acknowledged;
});
console.log(openThese(platform.url, platform.azure.kafka).join('\n'));

const memory: Record<string, number[]> = {};
let previous: { ledger: LedgerAnswer; at: number } | null = null;
const viewTimer = setInterval(() => void showView().catch(() => {}), process.stdout.isTTY ? 1_000 : 5_000);

async function showView(): Promise<void> {
  const [ledger, samples] = [await platform.ledger(), await platform.samples()];
  const at = Date.now();
  const snapshot = {
    ledger,
    previous: previous?.ledger ?? null,
    elapsedMs: at - (previous?.at ?? at - 1),
    latency: percentiles(latencies(samples)),
    url: platform.url,
    kafka: platform.azure.kafka,
  };
  if (!stopping) process.stdout.write(drawView(snapshot, process.stdout.isTTY));
  previous = { ledger, at };
  for (const { name, service } of platform.apps.values())
    memory[name] = [...(memory[name] ?? []), residentMb(service.pid) ?? 0];
}

if (forSeconds !== null) {
  await new Promise(resolve => setTimeout(resolve, warmUpSeconds * 1000));
  const before = await measure(platform);
  await sources.ended;
  const after = await measure(platform);
  clearInterval(viewTimer);
  try {
    const ledger = await waitForLedger(platform, sent, 120_000);
    const result = report(before, after, ledger, memory);
    if (values.report) writeFileSync(values.report, `${JSON.stringify(result, null, 2)}\n`);
    console.log(JSON.stringify(result, null, 2));
    await finish(
      0,
      `The ledger adds up: ${ledger.total.received} events received, none lost, none counted twice.`,
    );
  } catch (error) {
    await finish(1, error instanceof Error ? error.message : String(error));
  }
}
