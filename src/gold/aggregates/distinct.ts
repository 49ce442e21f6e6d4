// COUNT(DISTINCT x). Exact up to `exactValues`: a field for each value counts how often it is there, so that it can also
// go again. Beyond, a theta sketch (Dasgupta, Lang, Rhodes, Thaler, ICDT 2016): only values whose hash lies below a
// threshold are kept, and stand for all. Decided in docs/decisions/count-distinct.md.

import { hash } from 'node:crypto';
import { bigint, type SqlType } from '../../sql-expression/types.ts';
import { encodeName } from '../document.ts';
import type { Aggregate } from './aggregate.ts';
import { codecOf } from './codec.ts';
import type { Fields } from './fields.ts';
import { addNumber, extremeIn, keepExtreme, numberIn, type State } from './state.ts';

/** Up to so many values a count is exact. */
export const exactValues = 2_048;

/** A sketch is cut to so many: the standard error of its estimate is 1/√1024, 3.1 %. */
const keptValues = exactValues / 2;

/** Null for a type whose values cannot be told apart by text. */
export function distinctOf(type: SqlType): Aggregate | null {
  const codec = codecOf(type);
  if (!codec) return null;
  return {
    type: bigint,
    invertible: true,
    add: (state, { main }, weight, value) => {
      if (value !== null) addNumber(state, `${main}:${encodeName(String(codec.encode(value)))}`, weight);
    },
    read: (state, fields) => {
      const threshold = thresholdIn(state, fields);
      let values = 0;
      for (const name of valueFields(state, fields))
        if (numberIn(state, name) > 0 && isBelow(name, fields, threshold)) values += 1;
      return threshold === 1 ? values : Math.round(values / threshold);
    },
    compact: compactValues,
  };
}

/** A threshold only ever falls, so it merges as any least value does; what a state still has above it does not count. */
function compactValues(state: State, fields: Fields): void {
  const threshold = thresholdIn(state, fields);
  const hashes: number[] = [];
  for (const name of valueFields(state, fields)) {
    if (numberIn(state, name) === 0 || !isBelow(name, fields, threshold)) delete state[name];
    else hashes.push(hashOf(name, fields));
  }
  if (hashes.length <= exactValues) return;
  const lower = hashes.sort((a, b) => a - b)[keptValues] ?? threshold;
  keepExtreme(state, fields.part('theta'), { keep: '<', order: lower, value: lower });
  for (const name of valueFields(state, fields)) if (!isBelow(name, fields, lower)) delete state[name];
}

function valueFields(state: State, { main }: Fields): string[] {
  const prefix = `${main}:`;
  return Object.keys(state).filter(name => name.startsWith(prefix));
}

function thresholdIn(state: State, fields: Fields): number {
  return Number(extremeIn(state, fields.part('theta'))?.order ?? 1);
}

function isBelow(name: string, fields: Fields, threshold: number): boolean {
  return threshold === 1 || hashOf(name, fields) < threshold;
}

/** From 0 to 1, evenly. Of the value alone: it is the same in every window and every document. */
function hashOf(name: string, { main }: Fields): number {
  return Number.parseInt(hash('sha256', name.slice(main.length + 1)).slice(0, 13), 16) / 2 ** 52;
}
