// Random expressions of the grammar.

import fc from 'fast-check';
import { conditions } from './conditions.ts';
import { numbers } from './numbers.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';

type Kind = keyof typeof grammar;

const grammar = { ...conditions, ...numbers, ...texts, ...times };

const memory = new Map<string, fc.Arbitrary<string>>();

/** Expressions of a kind that are at most so many rules deep. */
export function expressions(kind: Kind, depth: number): fc.Arbitrary<string> {
  const key = `${kind} ${depth}`;
  const known = memory.get(key);
  if (known) return known;
  const { leaves, rules }: { leaves: string[]; rules: string[] } = grammar[kind];
  const leaf = leaves.length > 0 ? [fc.constantFrom(...leaves)] : [];
  const inner = depth > 0 || leaves.length === 0 ? rules : [];
  const arbitrary = fc.oneof(
    ...leaf.map(each => ({ arbitrary: each, weight: inner.length > 0 ? 1 : 10 })),
    ...inner.map(rule => ({ arbitrary: ofRule(rule, Math.max(depth - 1, 0)), weight: 1 })),
  );
  memory.set(key, arbitrary);
  return arbitrary;
}

function ofRule(rule: string, depth: number): fc.Arbitrary<string> {
  const kinds = [...rule.matchAll(/\{([a-z]+)\}/g)].map(([, kind]) => kind as Kind);
  return fc.tuple(...kinds.map(kind => expressions(kind, depth))).map(parts => {
    let at = 0;
    return rule.replace(/\{([a-z]+)\}/g, () => parts[at++] ?? '');
  });
}

export const kinds: readonly Kind[] = [
  'bool',
  'int',
  'decimal',
  'double',
  'text',
  'day',
  'at',
  'tz',
  'interval',
  'list',
];
