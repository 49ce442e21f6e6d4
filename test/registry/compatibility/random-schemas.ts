// Schemas, changes of them and documents for them, all from one source of chance, so that a seed repeats them.
import { isObject, type Json, type JsonObject } from '../../../src/json.ts';

export type Chance = {
  upTo(limit: number): number;
  oneIn(count: number): boolean;
  of<T>(choices: readonly T[]): T;
};

export function chance(seed: number): Chance {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 4294967296;
  };
  const upTo = (limit: number) => Math.floor(next() * limit);
  return {
    upTo,
    oneIn: count => upTo(count) === 0,
    of: choices => choices[upTo(choices.length)] as (typeof choices)[number],
  };
}

/**
 * A schema of the part of draft 7 in which the strict rules are sound: always typed, no patterns beside open models, no
 * defaults, no conditions, unions of different types. What is left out is in docs/decisions/schema-compatibility.md.
 */
export function randomSchema(random: Chance, depth: number): JsonObject {
  const kinds =
    depth > 0
      ? ['string', 'number', 'enum', 'list', 'object', 'object', 'union', 'not', 'all']
      : ['string', 'number', 'enum'];
  const kind = random.of(kinds);
  const inner = () => randomSchema(random, depth - 1);
  switch (kind) {
    case 'string':
      return { type: 'string', ...some(random, 'minLength', 3), ...some(random, 'maxLength', 3, 2) };
    case 'number':
      return {
        type: random.of(['integer', 'number']),
        ...some(random, 'minimum', 4),
        ...some(random, 'exclusiveMaximum', 4, 3),
        ...some(random, 'multipleOf', 3, 1),
      };
    case 'enum':
      return { enum: [...new Set([random.upTo(4), random.of(['a', 'b']), random.of([true, null])])] };
    case 'list':
      return random.oneIn(2)
        ? { type: 'array', items: inner(), ...some(random, 'minItems', 2) }
        : randomTuple(random, inner);
    case 'object':
      return randomObject(random, inner);
    case 'union':
      return {
        [random.of(['oneOf', 'anyOf'])]: [{ type: 'string' }, { type: 'number' }, { type: 'null' }].slice(
          random.upTo(3),
        ),
      };
    case 'not':
      return { not: inner() };
    default:
      return { allOf: [inner(), inner()].slice(random.upTo(2)) };
  }
}

function some(random: Chance, keyword: string, limit: number, from = 0): JsonObject {
  return random.oneIn(2) ? {} : { [keyword]: from + random.upTo(limit) };
}

function randomTuple(random: Chance, inner: () => Json): JsonObject {
  const items = Array.from({ length: 1 + random.upTo(2) }, inner);
  return {
    type: 'array',
    items,
    ...(random.oneIn(2) && { additionalItems: random.oneIn(2) ? false : inner() }),
  };
}

const NAMES = ['a', 'b', 'c'];

function randomObject(random: Chance, inner: () => Json): JsonObject {
  const properties = Object.fromEntries(NAMES.filter(() => !random.oneIn(3)).map(name => [name, inner()]));
  const required = Object.keys(properties).filter(() => random.oneIn(3));
  return {
    type: 'object',
    properties,
    required,
    ...(!random.oneIn(3) && { additionalProperties: random.oneIn(3) ? inner() : false }),
    ...(random.oneIn(6) && { dependencies: { a: ['b'] } }),
    ...(random.oneIn(6) && { maxProperties: 1 + random.upTo(3) }),
  };
}

/** The schema with something in it put in, left out or replaced. */
export function changed(random: Chance, schema: Json, depth: number): Json {
  if (!isObject(schema) || random.oneIn(8)) return randomSchema(random, depth);
  const keywords = Object.keys(schema).filter(keyword => keyword !== 'type');
  const keyword = random.of(keywords.length > 0 ? keywords : ['title']);
  const value = schema[keyword];
  if (keyword === 'required')
    return { ...schema, required: Object.keys(schema.properties ?? {}).slice(random.upTo(3)) };
  if (Array.isArray(value)) return { ...schema, [keyword]: changedList(random, keyword, value, depth) };
  if (keyword === 'properties' && isObject(value))
    return { ...schema, properties: changedProperties(random, value, depth) };
  if (typeof value === 'number')
    return random.oneIn(4)
      ? without(schema, keyword)
      : { ...schema, [keyword]: Math.max(1, value + random.of([-1, 1])) };
  if (isObject(value) && keyword !== 'dependencies')
    return { ...schema, [keyword]: changed(random, value, depth - 1) };
  return without(schema, keyword);
}

function changedList(random: Chance, keyword: string, list: readonly Json[], depth: number): Json[] {
  if (keyword === 'enum')
    return random.oneIn(2) ? [...list, 'more'] : list.slice(0, Math.max(1, list.length - 1));
  const at = random.upTo(list.length);
  if (random.oneIn(3)) return [...list, { type: 'boolean' }];
  return list.map((item, index) => (index === at ? changed(random, item, depth - 1) : item));
}

function changedProperties(random: Chance, properties: JsonObject, depth: number): JsonObject {
  const name = random.of(NAMES);
  const value = properties[name];
  if (value === undefined) return { ...properties, [name]: randomSchema(random, Math.max(0, depth - 1)) };
  return random.oneIn(3)
    ? without(properties, name)
    : { ...properties, [name]: changed(random, value, depth - 1) };
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** A document that has a fair chance to be valid: it follows the schema where that is easy. */
export function documentFor(random: Chance, schema: Json): Json {
  if (!isObject(schema) || random.oneIn(12))
    return random.of<Json>([null, true, 0, 1, 2, 3.5, 'a', 'abc', [], {}, { a: 1 }]);
  const { type, properties, items, additionalProperties } = schema;
  if (Array.isArray(schema.enum)) return random.of(schema.enum);
  const union = [schema.oneOf, schema.anyOf, schema.allOf].find(Array.isArray);
  if (union) return documentFor(random, random.of(union));
  if (type === 'string') return 'abcdef'.slice(0, random.upTo(6));
  if (type === 'number' || type === 'integer')
    return random.upTo(12) / (type === 'number' && random.oneIn(2) ? 2 : 1);
  if (type === 'array') {
    const inner = Array.isArray(items) ? items.map(item => documentFor(random, item)) : [];
    const more = Array.from({ length: random.upTo(3) }, () =>
      documentFor(random, Array.isArray(items) ? (schema.additionalItems ?? null) : (items ?? null)),
    );
    return [...inner.slice(0, random.oneIn(3) ? 1 : 9), ...more];
  }
  if (!isObject(properties)) return random.of<Json>([0, 'a', null, {}]);
  const names = [...Object.keys(properties), ...NAMES].filter(() => !random.oneIn(4));
  return Object.fromEntries(
    names.map(name => [name, documentFor(random, properties[name] ?? additionalProperties ?? null)]),
  );
}

/** The same schema with the keys of its objects, and the lists whose order says nothing, in another order. */
export function shuffled(random: Chance, value: Json, keyword = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map(item => shuffled(random, item));
    return keyword === 'required' || keyword === 'enum' ? items.reverse() : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json, number] => [
    key,
    shuffled(random, member, key),
    random.upTo(1000),
  ]);
  return Object.fromEntries(members.sort(([, , a], [, , b]) => a - b).map(([key, member]) => [key, member]));
}
