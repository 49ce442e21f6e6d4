// The flow over HTTP: as it is, and as it was.

import type { Source } from '../catalog/catalog.ts';
import { type Answer, badParameter, json, Problem } from '../problem.ts';
import type { Pulse } from '../pulse/pulse.ts';
import { describeFlow } from './describe-flow.ts';
import { describeSource } from './describe-source.ts';
import type { Flow } from './flow.ts';
import { createLastHour, type FlowHistoryStore, historyLimits, readHistory } from './history.ts';
import type { Look } from './look.ts';

export type FlowService = {
  now(): Promise<Answer>;
  /** Takes `minutes`. Throws a Problem when it is wrong. */
  history(query: URLSearchParams): Promise<Answer>;
  /** Throws a Problem when the catalog has no such source. */
  source(name: string): Promise<Answer>;
  /** For those who keep the history. */
  look(): Promise<{ flow: Flow; pulses: readonly Pulse[] }>;
};

export type FlowServiceParts = {
  look: () => Promise<Look>;
  sources: readonly Source[];
  models: () => Promise<readonly { name: string }[]>;
  history: Pick<FlowHistoryStore, 'read'>;
  now?: () => number;
};

const noCache = { 'cache-control': 'no-cache' };

export function createFlowService(parts: FlowServiceParts): FlowService {
  const { look, sources, models, history, now = Date.now } = parts;
  const lastHour = createLastHour(history, now);
  const describe = async (seen: Look): Promise<Flow> =>
    describeFlow(
      seen,
      sources,
      (await models()).map(({ name }) => name),
    );
  return {
    now: async () => json(200, await describe(await look()), noCache),
    history: async query =>
      json(200, await readHistory(history, sources, parseMinutes(query), now()), noCache),
    source: async name => {
      const source = sourceNamed(sources, name);
      const [seen, hour] = await Promise.all([look(), lastHour()]);
      return json(200, describeSource(seen, source, hour), noCache);
    },
    look: async () => {
      const seen = await look();
      return { flow: await describe(seen), pulses: seen.pulses };
    },
  };
}

export function sourceNamed(sources: readonly Source[], name: string): Source {
  const source = sources.find(candidate => candidate.name === name);
  if (source) return source;
  const known = sources.map(candidate => candidate.name).join(', ');
  throw new Problem(
    404,
    'Unknown source',
    `the catalog has no source "${name.slice(0, 100)}"; it has ${known}`,
    'source',
  );
}

export function parseMinutes(query: URLSearchParams): number {
  const { maxMinutes, defaultMinutes } = historyLimits;
  const [text = String(defaultMinutes), second] = query.getAll('minutes');
  if (second !== undefined) throw badParameter('minutes', '"minutes" is given twice');
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > maxMinutes)
    throw badParameter(
      'minutes',
      `"minutes" must be a whole number from 1 to ${maxMinutes}, not "${text.slice(0, 100)}"`,
    );
  return Number(text);
}
