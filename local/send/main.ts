// Publishes anyone's events to a source's hub: npm run send -- <source> <file.ndjson|->
import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { numberFlag } from './flags.ts';
import { hubOfSource } from './hub-of-source.ts';
import { progressBar } from './progress-bar.ts';
import { sendFile } from './send-file.ts';
import { eventHubsConnection } from './setting.ts';

const HELP = `Publishes events: one line of the file is the body of one event.

  send <source> <file.ndjson>      a source of the catalog; - reads the standard input

  --rate 100           events a second; default: as fast as the broker takes them
  --key /data/storeId  JSON pointer to the partition key; default: the key in the catalog
  --envelope           lines are {"body": …, "key": …, "properties": {…}}; a body that is a text is sent as it is
  --raw                send lines that are no JSON, too
  --event-hubs TEXT    connection string; default: EventHubs from the environment or local.settings.json`;

/** Refused lines that are told one by one; the summary counts all. */
const TOLD = 20;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string' },
    key: { type: 'string' },
    envelope: { type: 'boolean', default: false },
    raw: { type: 'boolean', default: false },
    'event-hubs': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const [sourceName, path] = positionals;
  if (sourceName === undefined || path === undefined || positionals.length > 2) {
    throw new Error('give a source and a file, as in: send pos sales.ndjson (--help tells more)');
  }
  if (flags.key !== undefined && !flags.key.startsWith('/')) {
    throw new Error(`--key must be a JSON pointer that starts with "/", not "${flags.key}"`);
  }
  const source = hubOfSource(sourceName);
  const rate = numberFlag('rate', flags.rate, 0);
  const connection = eventHubsConnection(flags['event-hubs']);
  const bar = progressBar(process.stderr, path === '-' ? undefined : statSync(path).size);
  const startMs = performance.now();
  let told = 0;
  const progress = await sendFile({
    source,
    key: flags.key,
    raw: flags.raw,
    envelope: flags.envelope,
    input: path === '-' ? process.stdin : createReadStream(path),
    connection,
    rate,
    onRefused: (line, reason) => {
      if (told++ < TOLD) bar.say(`line ${line}: ${reason}`);
    },
    onTrouble: reason => bar.say(`${reason}; trying again`),
    onProgress: bar.show,
  });
  bar.end();
  const seconds = (performance.now() - startMs) / 1000;
  const { accepted, refused, lines } = progress;
  const speed = Math.round(accepted / Math.max(seconds, 0.001));
  process.stdout.write(
    `${source.hub}: ${accepted} of ${lines} lines sent in ${seconds.toFixed(1)} s (${speed}/s), ${refused} refused\n`,
  );
  if (refused > 0) process.exitCode = 1;
}

if (flags.help) process.stdout.write(`${HELP}\n`);
else {
  main().catch((error: unknown) => {
    process.stderr.write(`send: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}
