// Built-in functions: the common ones here, the rest from the npm package @zeit/cosmosdb-query, loaded when the
// first query needs them (it brings a geometry library).
import { createRequire } from 'node:module';
import { isObject } from '../json.ts';
import { deepEquals } from './values.ts';

export type BuiltIn = (...args: unknown[]) => unknown;

const strings =
  (compute: (text: string, part: string) => unknown): BuiltIn =>
  (text, part, ignoreCase) => {
    if (typeof text !== 'string' || typeof part !== 'string') return undefined;
    return ignoreCase === true ? compute(text.toLowerCase(), part.toLowerCase()) : compute(text, part);
  };
const number =
  (compute: (value: number) => number): BuiltIn =>
  value =>
    typeof value === 'number' ? compute(value) : undefined;
const string =
  (compute: (value: string) => unknown): BuiltIn =>
  value =>
    typeof value === 'string' ? compute(value) : undefined;

const OURS: Record<string, BuiltIn> = {
  IS_DEFINED: value => value !== undefined,
  IS_NULL: value => value === null,
  IS_BOOL: value => typeof value === 'boolean',
  IS_NUMBER: value => typeof value === 'number',
  IS_INTEGER: value => Number.isInteger(value),
  IS_STRING: value => typeof value === 'string',
  IS_ARRAY: value => Array.isArray(value),
  IS_OBJECT: value => isObject(value),
  IS_PRIMITIVE: value => value === null || ['boolean', 'number', 'string'].includes(typeof value),
  STARTSWITH: strings((text, part) => text.startsWith(part)),
  ENDSWITH: strings((text, part) => text.endsWith(part)),
  CONTAINS: strings((text, part) => text.includes(part)),
  STRINGEQUALS: strings((text, part) => text === part),
  INDEX_OF: strings((text, part) => text.indexOf(part)),
  LOWER: string(text => text.toLowerCase()),
  UPPER: string(text => text.toUpperCase()),
  TRIM: string(text => text.trim()),
  LENGTH: string(text => text.length),
  ABS: number(Math.abs),
  FLOOR: number(Math.floor),
  CEILING: number(Math.ceil),
  ROUND: number(Math.round),
  CONCAT: (...parts) => (parts.every(part => typeof part === 'string') ? parts.join('') : undefined),
  ARRAY_LENGTH: value => (Array.isArray(value) ? value.length : undefined),
  ARRAY_CONTAINS: (array, sought, partial) =>
    Array.isArray(array)
      ? array.some(item => (partial === true ? contains(item, sought) : deepEquals(item, sought)))
      : undefined,
};

function contains(item: unknown, sought: unknown): boolean {
  if (!isObject(item) || !isObject(sought)) return deepEquals(item, sought);
  return Object.entries(sought).every(
    ([name, value]) => Object.hasOwn(item, name) && contains(item[name], value),
  );
}

let theirs: Record<string, BuiltIn> | undefined;

/** The built-in function of that name in upper case. @throws SyntaxError when there is none. */
export function builtIn(name: string): BuiltIn {
  const ours = OURS[name];
  if (ours !== undefined) return ours;
  theirs ??= createRequire(import.meta.url)('@zeit/cosmosdb-query/lib/builtin-functions.js') as Record<
    string,
    BuiltIn
  >;
  const found = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
  if (found === undefined) throw new SyntaxError(`'${name}' is not a recognized built-in function name.`);
  return found;
}
