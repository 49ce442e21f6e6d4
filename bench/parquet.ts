// `npm run bench:parquet`: the choice of Parquet writer, measured at the committer's work (3,000 rows that landed in 30
// files) and at compaction (100 files of a table into one). Every round is a process of its own, and the writers take
// turns, so that the machine's drift meets all. `--also <module>` adds the ParquetWriters that a module exports.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { landFiles } from './landed-files.ts';
import { byDuckdb } from './parquet-by-duckdb.ts';
import { byHyparquet } from './parquet-by-hyparquet.ts';
import { type Case, cases, type ParquetWriter, table } from './parquet-writer.ts';
import { median } from './percentile.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: cases.join(',') },
    'compaction-rows': { type: 'string', default: '1000000' },
    also: { type: 'string' },
    folder: { type: 'string' },
    round: { type: 'string' },
  },
});

type Input = { files: string[]; rows: number; jsonBytes: number };
type Round = { seconds: number; cpuSeconds: number; bytesOut: number; peakMb: number };

const also: Record<string, ParquetWriter> = values.also ? (await import(resolve(values.also))).default : {};
const writers: Record<string, ParquetWriter> = {
  'duckdb, zstd': byDuckdb('zstd'),
  'duckdb, snappy': byDuckdb('snappy'),
  'hyparquet-writer, zstd': byHyparquet('ZSTD'),
  'hyparquet-writer, snappy': byHyparquet('SNAPPY'),
  ...also,
};

async function prepare(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const save = (task: Case, input: Input) =>
    writeFileSync(join(folder, `${task}.json`), JSON.stringify(input));
  const { bronze, silver, ...sizes } = landFiles(folder, table, 30, 100);
  save('bronze', { files: bronze.map(({ path }) => path), ...sizes });
  save('silver', { files: silver.map(({ path }) => path), ...sizes });
  const parts = 100;
  mkdirSync(join(folder, 'table'));
  const many = landFiles(join(folder, 'table'), table, parts, Number(values['compaction-rows']) / parts);
  const files: string[] = [];
  for (const { path } of many.silver) {
    files.push(path.replace('silver-', 'part-'));
    await writers['duckdb, zstd']?.silver([path], path.replace('silver-', 'part-'));
  }
  save('compaction', { files, rows: many.rows, jsonBytes: many.jsonBytes });
}

const readInput = (folder: string, task: Case): Input =>
  JSON.parse(readFileSync(join(folder, `${task}.json`), 'utf8'));

/** The committer's work is small and runs warm: three times, then ten that count. Compaction runs once. */
async function runRound(folder: string, name: string, task: Case): Promise<Round> {
  const writer = writers[name]?.[task];
  if (!writer) throw new Error(`there is no writer "${name}"`);
  const { files } = readInput(folder, task);
  const output = join(folder, `output-${process.pid}.parquet`);
  const times = task === 'compaction' ? 1 : 10;
  for (let i = 0; task !== 'compaction' && i < 3; i += 1) await writer(files, output);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < times; i += 1) await writer(files, output);
  const seconds = (performance.now() - started) / 1_000 / times;
  const { user, system } = process.cpuUsage(cpu);
  const bytesOut = statSync(output).size;
  rmSync(output);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { seconds, cpuSeconds: (user + system) / 1e6 / times, bytesOut, peakMb };
}

function measure(folder: string, task: Case): void {
  const { rows, jsonBytes } = readInput(folder, task);
  const rounds = new Map(Object.keys(writers).map(name => [name, [] as Round[]]));
  const count = Number(values.rounds);
  for (let i = 0; i < count; i += 1)
    for (const [name, list] of rounds) {
      const args = ['--folder', folder, '--round', JSON.stringify([name, task])];
      if (values.also) args.push('--also', values.also);
      list.push(
        JSON.parse(execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8' })),
      );
    }
  console.log(
    `\n${task}: ${rows} rows, ${(jsonBytes / 1e6).toFixed(1)} MB of JSON; medians of ${count} rounds`,
  );
  console.log(
    '                               rows/s  rows/CPU-s  JSON MB/s   bytes out  bytes/row  peak RSS MB',
  );
  for (const [name, list] of rounds) {
    const of = (read: (round: Round) => number) => median(list.map(read));
    const seconds = of(round => round.seconds);
    const bytesOut = of(round => round.bytesOut);
    const cells = [
      Math.round(rows / seconds)
        .toLocaleString('en')
        .padStart(10),
      Math.round(rows / of(round => round.cpuSeconds))
        .toLocaleString('en')
        .padStart(10),
      (jsonBytes / 1e6 / seconds).toFixed(1).padStart(9),
      bytesOut.toLocaleString('en').padStart(11),
      (bytesOut / rows).toFixed(1).padStart(9),
      of(round => round.peakMb)
        .toFixed(0)
        .padStart(11),
    ];
    console.log(`${name.padEnd(25)} ${cells.join('  ')}`);
  }
}

if (values.round && values.folder) {
  const [name, task] = JSON.parse(values.round) as [string, Case];
  console.log(JSON.stringify(await runRound(values.folder, name, task)));
  process.exit();
}
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'assay-parquet-'));
if (!existsSync(join(folder, 'compaction.json'))) await prepare(folder);
for (const task of cases) if (values.only.split(',').includes(task)) measure(folder, task);
if (!values.folder) rmSync(folder, { recursive: true });
