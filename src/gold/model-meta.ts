// What a model's `config(meta=…)` says: its version, and how its windows are kept. Each throws an Error that names the option.

import { isNode } from '../sql-expression/syntax.ts';
import type { FoldPlan } from './compiler/plan.ts';
import { parseDuration } from './duration.ts';
import type { Model, Windowing } from './model.ts';
import { isHopping, sizeOf } from './panes.ts';
import { formatWidth, mostWithin, nests, parseWidth, times } from './width.ts';

/** Of one document: a day of minutes is 1,440. */
const maxWindowsOfSpan = 2_000;

/** That a hopping window may reach over. */
const maxSpansOfWindow = 32;

const knownMeta = ['version', 'span', 'retain', 'trailing'];

export function refuseUnknown(meta: Record<string, unknown>): void {
  const unknown = Object.keys(meta).find(name => !knownMeta.includes(name) && !name.startsWith('__'));
  if (unknown !== undefined)
    throw new Error(`config(meta={'${unknown}': …}) is not known; write ${knownMeta.join(', ')}`);
}

export function versionOf({ version = 1 }: Record<string, unknown>): number {
  if (Number.isInteger(version) && Number(version) > 0) return Number(version);
  throw new Error(`"version" in config(meta=…) is ${version}; write a whole number from 1`);
}

/** `span` and `retain` in the config's meta; a span of a whole number of windows. */
export function toWindow({ window }: FoldPlan, meta: Record<string, unknown>): Windowing | null {
  if (!window) return null;
  const { pane } = window;
  const span = duration(meta, 'span', parseWidth, '1h, 1d, 4w, 3mo or 1y');
  const retainMs = duration(meta, 'retain', parseDuration, '30s, 5m, 1h or 7d');
  if (!nests(pane, span))
    throw new Error(
      `"span" in config(meta=…) is ${meta.span}; write a whole number of windows of ${formatWidth(pane)}`,
    );
  const panes = mostWithin(pane, span);
  if (panes > maxWindowsOfSpan)
    throw new Error(
      `"span" in config(meta=…) has ${panes} windows; write one of at most ${maxWindowsOfSpan}, such as ${formatWidth(times(pane, 60))}`,
    );
  const size = sizeOf(window);
  if (mostWithin(span, size) > maxSpansOfWindow)
    throw new Error(
      `"span" in config(meta=…) is ${meta.span}, and a window of ${formatWidth(size)} would be read from more than ${maxSpansOfWindow} documents; write a longer one`,
    );
  return { ...window, span, retainMs };
}

/** A model over another has its windows, and says nothing of its own of them. */
export function windowOf({ name, window }: Model, meta: Record<string, unknown>): Windowing | null {
  const said = ['span', 'retain'].find(option => meta[option] !== undefined);
  if (said !== undefined)
    throw new Error(
      `"${said}" in config(meta=…) is that of ${name}, whose documents are shown; leave it out`,
    );
  return window;
}

export function toTrailing(
  { trailing }: Record<string, unknown>,
  window: Windowing | null,
): Record<string, number> | null {
  if (!isNode(trailing)) return null;
  if (!window) throw new Error('"trailing" in config(meta=…) adds up windows; write a window into GROUP BY');
  if (isHopping(window) || !('ms' in window.pane) || window.pane.originMs !== 0)
    throw new Error(
      '"trailing" in config(meta=…) adds up windows that follow one another, of at most a day; leave it out',
    );
  return Object.fromEntries(
    Object.entries(trailing).map(([label, text]) => [label, parseDuration(String(text))]),
  );
}

/** The whole line, to paste above the query. */
function configLine(meta: Record<string, unknown>): string {
  const said = { version: 1, span: '1d', retain: '90d', ...meta };
  return `{{ config(meta=${JSON.stringify(said)
    .replaceAll('"', "'")
    .replaceAll(/([:,])(?=\S)/g, '$1 ')}) }}`;
}

function duration<T>(
  meta: Record<string, unknown>,
  name: string,
  parse: (text: string) => T,
  examples: string,
): T {
  const text = meta[name];
  if (typeof text !== 'string')
    throw new Error(`a model with windows says their ${name}; write ${configLine(meta)}`);
  try {
    return parse(text);
  } catch {
    throw new Error(`"${name}" in config(meta=…) is ${text}; write a duration such as ${examples}`);
  }
}
