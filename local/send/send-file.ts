// Publishes a file line by line: at most a window of events is in memory, and every line ends up accepted,
// refused with its number and the reason, or the whole run fails.

import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { EventHubsConnection } from './connection-string.ts';
import { openPublisher, type Publisher } from './publisher.ts';
import { type LineOptions, readLine } from './read-line.ts';

const WINDOW = 2_000;

export interface SendOptions extends LineOptions {
  input: Readable;
  connection: EventHubsConnection;
  /** Events a second; 0 is as fast as the broker takes them. */
  rate: number;
  onRefused: (line: number, reason: string) => void;
  onTrouble: (reason: string) => void;
  /** Told now and then, with the bytes of the lines read. */
  onProgress: (progress: Progress) => void;
}

export interface Progress {
  lines: number;
  bytes: number;
  accepted: number;
  refused: number;
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Sends every line of the input. @throws when publishing cannot go on at all, such as for a missing hub */
export async function sendFile(options: SendOptions): Promise<Progress> {
  const { hub } = options.source;
  let fatal: Error | undefined;
  const publisher = openPublisher({
    connection: options.connection,
    hubs: [hub],
    onTrouble: options.onTrouble,
    onFatal: error => {
      fatal = error;
    },
  });
  const progress: Progress = { lines: 0, bytes: 0, accepted: 0, refused: 0 };
  const refuse = (line: number, reason: string): void => {
    progress.refused++;
    options.onRefused(line, reason);
  };
  const settled = async (most: number): Promise<void> => {
    while (!fatal && publisher.pending() > most) await pause(1);
    if (fatal) throw fatal;
  };
  try {
    await sendLines(options, publisher, progress, refuse, settled);
    await settled(0);
  } finally {
    publisher.close();
  }
  return progress;
}

async function sendLines(
  options: SendOptions,
  publisher: Publisher,
  progress: Progress,
  refuse: (line: number, reason: string) => void,
  settled: (most: number) => Promise<void>,
): Promise<void> {
  const { rate, input, source } = options;
  const startMs = performance.now();
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const number = ++progress.lines;
    progress.bytes += Buffer.byteLength(text) + 1;
    if (text.trim() === '') continue;
    const line = readLine(text, options);
    if (!line.ok) {
      refuse(number, line.reason);
      continue;
    }
    publisher.send(source.hub, line.event, outcome => {
      if (outcome.ok) progress.accepted++;
      else refuse(number, outcome.reason);
    });
    await settled(WINDOW);
    if (rate > 0) {
      const earlyMs = startMs + ((progress.accepted + publisher.pending()) * 1000) / rate - performance.now();
      if (earlyMs >= 2) await pause(earlyMs);
    }
    options.onProgress(progress);
  }
}
