// Debezium as a process that is started again whenever it ends, as Container Apps does: the configuration that the project
// ships for Debezium Server, with this machine's addresses in it.

import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export type ChangeReader = {
  /** SIGKILL. It is started again by itself. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export type ReaderOptions = {
  folder: string;
  /** The shipped file. */
  configuration: string;
  /** Debezium's own properties that replace those of the file. */
  own: Record<string, string>;
  eventHubs: string;
  hub: string;
};

const jars = join(import.meta.dirname, 'lib');
const restartMs = 300;
const classPath = [join(jars, 'classes'), join(jars, '*')].join(delimiter);

/** Reads until `count` events have come, and gives their bodies. Throws when the reader ends before. */
export async function readChanges(
  { folder, configuration, own }: Pick<ReaderOptions, 'folder' | 'configuration' | 'own'>,
  count: number,
): Promise<string[]> {
  const file = join(folder, `${own.name}.properties`);
  writeFileSync(file, toText({ ...engineProperties(readFileSync(configuration, 'utf8')), ...own }));
  const reader = spawn('java', ['-Xmx384m', '-cp', classPath, 'ChangeReader', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const bodies: string[] = [];
  for await (const line of createInterface({ input: reader.stdout })) {
    bodies.push(line);
    if (bodies.length === count) reader.kill('SIGKILL');
  }
  await exitOf(reader);
  if (bodies.length < count) throw new Error(`Debezium ended after ${bodies.length} of ${count} events`);
  return bodies;
}

export function startChangeReader({
  folder,
  configuration,
  own,
  eventHubs,
  hub,
}: ReaderOptions): ChangeReader {
  const file = join(folder, 'reader.properties');
  writeFileSync(file, toText({ ...engineProperties(readFileSync(configuration, 'utf8')), ...own }));
  const log = createWriteStream(join(folder, 'reader.log'), { flags: 'a' });
  let stopped = false;
  let reader: ChildProcess | undefined;
  const watch = async () => {
    while (!stopped) {
      reader = spawn('java', ['-Xmx384m', '-cp', classPath, 'ChangeReader', file, eventHubs, hub]);
      reader.stdout?.pipe(log, { end: false });
      reader.stderr?.pipe(log, { end: false });
      await exitOf(reader);
      await sleep(restartMs);
    }
  };
  const watching = watch();
  const kill = async () => {
    const killed = reader;
    killed?.kill('SIGKILL');
    if (killed) await exitOf(killed);
  };
  return {
    kill,
    stop: async () => {
      stopped = true;
      await kill();
      await watching;
      log.end();
    },
  };
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve, reject) => child.once('exit', () => resolve()).once('error', reject));
}

/** Debezium Server's `debezium.source.…` are the engine's own properties, and `debezium.format.…` those of its converters. */
function engineProperties(text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^debezium\.(?:source|format)\.([^=]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    properties[name.replace(/^(key|value)\./, '$1.converter.')] = value;
  }
  return properties;
}

const toText = (properties: Record<string, string>): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
