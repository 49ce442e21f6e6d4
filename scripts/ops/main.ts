// npm run ops -- <command>: for operators, here or in Azure. See docs/replay.md.

import { readArguments } from '../read-arguments.ts';
import { connectApi } from './client.ts';
import { putFile } from './put.ts';
import { followReplay, listReplays, type Replay, runReplay } from './replays.ts';
import { showQuarantine, showStatus } from './status.ts';

const help = `Operates the platform at ASSAY_URL (this machine's unless it is set):

  status                     dependencies, and the ledger by source (this is the default)
  quarantine [<source>]      what was refused, by reason
  compare <source>           what the present catalog would decide otherwise
  refine <source>            makes it so in silver, quarantine and gold; --no-rebuild, --catalog <version>
  redrive <source>           sends quarantined events through again; --reason <code>
  put <file> <path>          copies a file to inbox/<source>/<name>.ndjson of the lake
  backfill <path>            turns each line of such a file into an event
  rebuild <model>            builds the new version of a gold model; --version <number>
  replays                    the newest hundred
  follow <id>, cancel <id>   one of them

  --from <time> --to <time> --partition <id> --first <number> --last <number>   only these events
  --id <text>                names the request: the same id is the same replay
  --detach                   does not follow the replay to its end

See docs/replay.md.`;

const text = { type: 'string' } as const;
const { positionals, values } = readArguments(help, {
  ...{ partition: text, first: text, last: text, from: text, to: text, reason: text, version: text },
  ...{ id: text, catalog: text },
  'no-rebuild': { type: 'boolean', default: false },
  detach: { type: 'boolean', default: false },
});
const [command = 'status', what, ...others] = positionals;

function named(kind: string): string {
  if (what === undefined) throw new Error(`name the ${kind}: npm run ops -- ${command} <${kind}>`);
  return what;
}

function number(flag: 'first' | 'last' | 'version'): number | undefined {
  const given = values[flag];
  if (given === undefined) return undefined;
  if (!/^\d{1,15}$/.test(given)) throw new Error(`--${flag} takes a whole number`);
  return Number(given);
}

const { partition, from, to, reason, id, catalog } = values;
const selection = () => ({
  source: named('source'),
  ...{ partition, from, to, first: number('first'), last: number('last') },
});

const api = connectApi(process.env);
/** What is left out, JSON leaves out too. */
const replay = (type: string, data: object) =>
  runReplay(
    api,
    { type: `Replay.${type}`, data, ...(id === undefined ? {} : { id }) },
    { follow: !values.detach },
  );

/** Each tells whether all is well. */
const commands: Record<string, () => Promise<boolean | undefined>> = {
  status: () => showStatus(api),
  quarantine: async () => {
    await showQuarantine(api, what);
    return true;
  },
  compare: () => replay('CompareBronze', selection()),
  refine: () =>
    replay('RefineBronze', {
      ...{ ...selection(), catalog },
      ...(values['no-rebuild'] ? { rebuild: false } : {}),
    }),
  redrive: () => replay('RedriveQuarantine', { ...selection(), reason }),
  put: async () => {
    const path = others.shift();
    if (what === undefined || path === undefined)
      throw new Error('name both: npm run ops -- put <file> inbox/<source>/<name>.ndjson');
    await putFile(what, path);
    return true;
  },
  backfill: () => replay('BackfillSource', { path: named('path') }),
  rebuild: () => replay('RebuildGold', { model: named('model'), version: number('version') }),
  replays: async () => {
    await listReplays(api);
    return true;
  },
  follow: () => followReplay(api, named('id')),
  cancel: async () => {
    const { state } = await api<Replay>('DELETE', `/api/replays/${encodeURIComponent(named('id'))}`);
    console.log(state);
    return true;
  },
};

try {
  const run = commands[command];
  if (!run) throw new Error(`there is no "${command}": ${Object.keys(commands).join(', ')}`);
  if (others.length > (command === 'put' ? 1 : 0)) throw new Error(`"${others.at(-1)}" is one word too many`);
  if (!(await run())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
