// Paths into JSON: `key`, `$.a.b[0]`, `/a/b/0`, or the place in an array.

import type { JsonNode } from './json-tree.ts';

export type Step = { key: string } | { index: number };

const step = /\.(?:"((?:[^"\\]|\\.)*)"|([^.["*]+))|\[(#-|-)?(\d+)\]/y;

/** Null when the path is not one that is followed: one with wildcards, or a wrong one. */
export function parseJsonPath(path: string): Step[] | null {
  if (path === '') return [];
  if (path.startsWith('/')) return parsePointer(path);
  if (!path.startsWith('$')) return [{ key: path }];
  const steps: Step[] = [];
  for (let at = 1; at < path.length; at = step.lastIndex) {
    step.lastIndex = at;
    const match = step.exec(path);
    if (!match) return null;
    const [, quoted, plain, fromEnd, digits] = match;
    const key = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (key !== undefined) steps.push({ key });
    else steps.push({ index: fromEnd ? -Number(digits) : Number(digits) });
  }
  return steps;
}

function parsePointer(path: string): Step[] {
  return path
    .slice(1)
    .split('/')
    .map(token => ({ key: token.replaceAll('~1', '/').replaceAll('~0', '~'), pointer: true }));
}

/** Null when nothing is there. A negative index counts from the end. */
export function followPath(node: JsonNode, steps: readonly Step[]): JsonNode | null {
  let current: JsonNode | undefined = node;
  for (const next of steps) {
    current = 'key' in next ? memberOf(current, next) : itemOf(current, next.index);
    if (!current) return null;
  }
  return current;
}

function memberOf(node: JsonNode, step: { key: string; pointer?: boolean }): JsonNode | undefined {
  if (node.kind === 'object') return node.entries.find(([name]) => name === step.key)?.[1];
  if (step.pointer === true && /^(0|[1-9]\d*)$/.test(step.key)) return itemOf(node, Number(step.key));
  return undefined;
}

function itemOf(node: JsonNode, index: number): JsonNode | undefined {
  return node.kind === 'array' ? node.items.at(index) : undefined;
}
