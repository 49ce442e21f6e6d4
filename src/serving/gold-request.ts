// Parses a gold query against its model: every parameter known, every value bounded, or a Problem that names it.

import type { Model } from '../gold/model.ts';
import { advance, formatWidth, nests, ofLength, parseWidth, startOf, type Width } from '../gold/width.ts';
import { badParameter } from '../problem.ts';

export type GoldRequest = {
  /** Key columns given, in the model's order: all of them, or those before the last. */
  key: string[];
  /** Windows that start within [fromMs, toMs); for trailing models toMs is the instant asked about. */
  fromMs: number;
  toMs: number;
  grain: Width;
  limit: number;
  continuation: string | null;
};

/** What a request may ask for. The API's description says the same. */
export const goldLimits = {
  maxRows: 1_000,
  defaultRows: 100,
  maxKeyCharacters: 200,
  time: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
};

/** Windows that an answer covers when the request does not say from when. */
const defaultWindows = 60;
/** One answer reads at most this many documents. */
export const maxDocuments = 200;

export function parseGoldRequest(model: Model, query: URLSearchParams, nowMs: number): GoldRequest {
  refuseUnknown(model, query);
  const grain = parseGrain(model, query);
  const toMs = parseTime(query, 'to') ?? nowMs;
  const fromMs = parseTime(query, 'from') ?? advance(grain, startOf(grain, toMs), -defaultWindows);
  if (fromMs >= toMs) throw badParameter('from', '"from" must be before "to"');
  return {
    key: parseKey(model, query),
    fromMs,
    toMs,
    grain,
    limit: parseLimit(query),
    continuation: query.get('continuation'),
  };
}

function refuseUnknown(model: Model, query: URLSearchParams): void {
  const windowed = model.window && !model.trailing ? ['from', 'to', 'grain'] : model.trailing ? ['to'] : [];
  const known = [...model.plan.key.map(({ name }) => name), ...windowed, 'limit', 'continuation'];
  for (const name of new Set(query.keys())) {
    if (!known.includes(name))
      throw badParameter(
        name,
        `"${name}" is no parameter of ${model.name}; parameters are ${known.join(', ')}`,
      );
    if (query.getAll(name).length > 1) throw badParameter(name, `"${name}" is given twice`);
  }
}

function parseKey(model: Model, query: URLSearchParams): string[] {
  const { maxKeyCharacters } = goldLimits;
  const key: string[] = [];
  for (const [i, { name }] of model.plan.key.entries()) {
    const value = query.get(name);
    const last = i === model.plan.key.length - 1;
    if (value === null && last && i > 0) break;
    if (!value)
      throw badParameter(name, `"${name}" is needed: ${model.descriptions[name] ?? 'a column of the key'}`);
    if (value.length > maxKeyCharacters)
      throw badParameter(name, `"${name}" must have at most ${maxKeyCharacters} characters`);
    key.push(value);
  }
  return key;
}

function parseGrain({ name, window }: Model, query: URLSearchParams): Width {
  if (!window) return ofLength(1);
  const text = query.get('grain');
  if (text === null) return window.pane;
  const smallest = formatWidth(window.pane);
  let asked: Width;
  try {
    asked = parseWidth(text);
  } catch {
    throw badParameter(
      'grain',
      `"grain" must be a duration such as ${smallest}, 5m, 1h, 1d, 1w, 1mo or 1y, not "${text}"`,
    );
  }
  if (!nests(window.pane, asked))
    throw badParameter('grain', `"grain" must be a multiple of ${smallest}, the grain of ${name}`);
  return asked;
}

function parseTime(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const timeMs = goldLimits.time.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(timeMs))
    throw badParameter(
      name,
      `"${name}" must be an RFC 3339 time such as 2026-01-31T09:30:00Z, not "${text}"`,
    );
  return timeMs;
}

function parseLimit(query: URLSearchParams): number {
  const { maxRows, defaultRows } = goldLimits;
  const text = query.get('limit');
  if (text === null) return defaultRows;
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > maxRows)
    throw badParameter('limit', `"limit" must be a whole number from 1 to ${maxRows}, not "${text}"`);
  return Number(text);
}
