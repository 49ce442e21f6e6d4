import type { Json, JsonObject } from '../../../../src/json.ts';

/** `lenient` breaks under the strict policy and is borne by the lenient one. */
export type Verdict = 'compatible' | 'lenient' | 'breaking';

/** A change of a schema, what the rules say of it, and the differences, as `TYPE path` in the order of the rules. */
export type Rule = {
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
  readonly verdict: Verdict;
  readonly changes: readonly string[];
};

export function rule(
  name: string,
  before: Json,
  after: Json,
  verdict: Verdict,
  ...changes: readonly string[]
): Rule {
  return { name, before, after, verdict, changes };
}

export const string = { type: 'string' };
export const number = { type: 'number' };
export const integer = { type: 'integer' };

/** An object schema that is open unless `more` closes it. */
export function object(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, ...more };
}

export const closed = { additionalProperties: false };
