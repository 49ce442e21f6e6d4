// npm run ops -- status | quarantine [<source>] | compare <source> | refine <source> | redrive <source> | backfill <path>
// | rebuild <model> | replays | follow <id> | cancel <id>. For operators, here or in Azure: see docs/replay.md.

import { parseArgs } from 'node:util';
import { connectApi } from './client.ts';
import { followReplay, listReplays, type Replay, runReplay } from './replays.ts';
import { showQuarantine, showStatus } from './status.ts';

const text = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ partition: text, first: text, last: text, from: text, to: text, reason: text, version: text },
    ...{ id: text, catalog: text },
    'no-rebuild': { type: 'boolean', default: false },
    detach: { type: 'boolean', default: false },
  },
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
  if (others.length > 0) throw new Error(`"${others[0]}" is one word too many`);
  if (!(await run())) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
