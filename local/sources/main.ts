// Runs the simulators against an Event Hubs namespace at an even rate, and keeps the truth about what was sent.
import { parseArgs } from 'node:util';
import { numberFlag } from '../send/flags.ts';
import { eventHubsConnection } from '../send/setting.ts';
import { DEFAULT_FAULTS, type StreamOptions } from './generate.ts';
import { selectSources } from './mix.ts';
import { type RunOptions, startRun } from './run.ts';

const HELP = `Simulates the twelve source systems.

  --rate 579            events a second, all sources together; 0: as fast as the broker takes them
  --for 60              seconds; without it and --count, until stopped
  --count 10000         events in all
  --seed 1              the same seed makes the same events
  --run ID              capital letters and digits in every identifier; default: the start time
  --sources pos,loyalty only these
  --event-hubs TEXT     connection string; default: EventHubs from the environment or local.settings.json
  --log truth.ndjson    what was sent, one line an event
  --duplicates 0.02  --late 0.01  --out-of-order 0.01  --invalid 0.005
  --with-parent         end when the standard input ends`;

/** What is in flight at the end may take so long. */
const DRAIN_MS = 4_000;

const { values: flags } = parseArgs({
  options: {
    rate: { type: 'string' },
    for: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string' },
    run: { type: 'string' },
    sources: { type: 'string' },
    'event-hubs': { type: 'string' },
    log: { type: 'string' },
    duplicates: { type: 'string' },
    late: { type: 'string' },
    'out-of-order': { type: 'string' },
    invalid: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function readStream(startMs: number): StreamOptions {
  const run =
    flags.run ??
    Math.floor(startMs / 1000)
      .toString(36)
      .toUpperCase();
  if (!/^[0-9A-Z]{1,16}$/.test(run))
    throw new Error(`--run must be capital letters and digits, not "${run}"`);
  const sources = flags.sources === undefined ? [] : flags.sources.split(',');
  return {
    seed: numberFlag('seed', flags.seed, 1),
    run,
    startMs,
    sources: selectSources(sources).map(({ source }) => source),
    duplicates: numberFlag('duplicates', flags.duplicates, DEFAULT_FAULTS.duplicates, 0, 1),
    late: numberFlag('late', flags.late, DEFAULT_FAULTS.late, 0, 1),
    outOfOrder: numberFlag('out-of-order', flags['out-of-order'], DEFAULT_FAULTS.outOfOrder, 0, 0.9),
    invalid: numberFlag('invalid', flags.invalid, DEFAULT_FAULTS.invalid, 0, 1),
  };
}

function readPlan(): RunOptions {
  const rate = numberFlag('rate', flags.rate, 579, 0, 1_000_000);
  const seconds = numberFlag('for', flags.for, Number.POSITIVE_INFINITY);
  const byTime = rate > 0 ? Math.round(rate * seconds) : Number.POSITIVE_INFINITY;
  const count = Math.min(byTime, numberFlag('count', flags.count, Number.POSITIVE_INFINITY));
  if (rate === 0 && count === Number.POSITIVE_INFINITY) throw new Error('--rate 0 needs --count');
  return {
    stream: readStream(Date.now()),
    connection: eventHubsConnection(flags['event-hubs']),
    rate,
    count,
    log: flags.log,
    onTrouble: reason => process.stderr.write(`sources: ${reason}; going on\n`),
  };
}

const print = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(): Promise<void> {
  const plan = readPlan();
  const run = startRun(plan);
  print({
    ready: true,
    rate: plan.rate,
    run: plan.stream.run,
    seed: plan.stream.seed,
    sources: plan.stream.sources,
  });
  const ticker = setInterval(() => print(run.progress()), 1000);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => run.stop(DRAIN_MS));
  if (flags['with-parent']) {
    const orphaned = (): void => run.stop(DRAIN_MS);
    process.stdin.on('end', orphaned).on('error', orphaned).resume();
  }
  const counts = await run.done;
  clearInterval(ticker);
  process.stdin.destroy();
  const { user, system } = process.cpuUsage();
  print({ done: true, ...counts, cpuSeconds: Math.round((user + system) / 1000) / 1000 });
  if (counts.problem === undefined) return;
  process.stderr.write(`sources: ${counts.problem}\n`);
  process.exitCode = 1;
}

if (flags.help) process.stdout.write(`${HELP}\n`);
else {
  main().catch((error: unknown) => {
    process.stderr.write(`sources: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}
