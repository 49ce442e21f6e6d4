// Which fields a row may have by its JSON Schema, so that a pointer which can find nothing is told. In doubt a pointer passes:
// of alternatives one that may have the field is enough, and what this does not read (`not`, `enum`, lengths) forbids none.
//
// An object of JSON Schema is open unless it says otherwise, and so is the catalog's, for the fields of later versions. So
// one that lists `properties` is taken at its word: what it does not list is no field yet, and no column of the table. Other
// names are passed where the schema lists none at all, or says itself that there are others, by `patternProperties` or by
// writing `additionalProperties` or `unevaluatedProperties` (unless false).

import { isObject, type Json, type JsonObject, pointerTokens } from '../../src/json.ts';

export type Lookup = { found: true; schema: Json } | { found: false; step: string; known: string[] };

/** One of the alternatives that a schema leaves a value. */
type Shape = {
  fields: Map<string, Json>;
  /** Names beyond the fields, where the schema says that there are some; a null pattern matches all. */
  others: { pattern: RegExp | null; schema: Json }[];
  /** What is neither a field nor one of the others is not meant. */
  closed: boolean;
  elements: Json[];
  /** Null: any. */
  types: ReadonlySet<string> | null;
};

const open: Shape = { fields: new Map(), others: [], closed: false, elements: [], types: null };
/** What cannot be read, such as a reference to another document, may say anything. */
const unknown: Shape = { ...open, others: [{ pattern: null, schema: true }] };
/** Choices multiply; a schema with more of them than this is not looked into. */
const mostShapes = 256;

/** `$ref` of the parts of a row's schema lead into `root`. */
export function lookUp(schema: Json, tokens: readonly string[], root: JsonObject): Lookup {
  let here = schema;
  for (const step of tokens) {
    const shapes = shapesOf(here, root);
    const next = anyOf(shapes.flatMap(shape => childrenOf(shape, step)));
    if (shapesOf(next, root).length === 0) return { found: false, step, known: namesOf(shapes) };
    here = next;
  }
  return { found: true, schema: here };
}

/** The schema of a list's elements; null when the value can be no list. */
export function elementsOf(schema: Json, root: JsonObject): Json | null {
  const lists = shapesOf(schema, root).filter(shape => mayBe(shape, 'array'));
  return lists.length === 0 ? null : anyOf(lists.map(elementOf));
}

const mayBe = ({ types }: Shape, type: string) => types === null || types.has(type);
const elementOf = ({ elements }: Shape): Json => (elements.length === 0 ? true : anyOf(elements));

function namesOf(shapes: readonly Shape[]): string[] {
  const objects = shapes.filter(shape => mayBe(shape, 'object'));
  return [...new Set(objects.flatMap(({ fields }) => [...fields.keys()]))];
}

/** Each once: alternatives mostly have the same fields. */
function anyOf(schemas: readonly Json[]): Json {
  const distinct = [...new Map(schemas.map(schema => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 ? (distinct[0] ?? true) : { anyOf: distinct };
}

/** As `compilePointer` reads: fields of an object, and elements of a list by their number. */
function childrenOf(shape: Shape, step: string): Json[] {
  const elements = mayBe(shape, 'array') && /^(0|[1-9]\d*)$/.test(step) ? [elementOf(shape)] : [];
  return mayBe(shape, 'object') ? [...fieldOf(shape, step), ...elements] : elements;
}

function fieldOf({ fields, others, closed }: Shape, name: string): Json[] {
  const field = fields.get(name);
  if (field !== undefined) return [field];
  const matching = others.filter(({ pattern }) => pattern === null || pattern.test(name));
  if (matching.length > 0) return matching.map(({ schema }) => schema);
  return closed ? [] : [true];
}

/** None when no value fits. */
function shapesOf(schema: Json, root: JsonObject, references: readonly string[] = []): Shape[] {
  if (schema === false) return [];
  if (!isObject(schema)) return [open];
  const shapes = (part: Json | undefined) => shapesOf(part ?? true, root, references);
  const all = [[ownShape(schema)], ...listOf(schema.allOf).map(shapes)];
  if (typeof schema.$ref === 'string') all.push(referenced(schema.$ref, root, references));
  if (schema.$dynamicRef !== undefined) all.push([unknown]);
  for (const choices of [schema.anyOf, schema.oneOf])
    if (Array.isArray(choices)) all.push(choices.flatMap(shapes));
  if (schema.if !== undefined)
    all.push([...both(shapes(schema.if), shapes(schema.then)), ...shapes(schema.else)]);
  for (const dependent of Object.values(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {}))
    all.push([open, ...shapes(dependent)]);
  return all.reduce(both);
}

const listOf = (json: Json | undefined): Json[] => (Array.isArray(json) ? json : []);

function ownShape(schema: JsonObject): Shape {
  const { properties, patternProperties, items, prefixItems, type } = schema;
  const fields = new Map(Object.entries(isObject(properties) ? properties : {}));
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  const rest = [schema.additionalProperties, schema.unevaluatedProperties];
  const others: Shape['others'] = patterns.map(([text, value]) => ({
    pattern: regExpOf(text),
    schema: value,
  }));
  for (const value of rest)
    if (value !== undefined && value !== false) others.push({ pattern: null, schema: value });
  return {
    fields,
    others,
    closed: fields.size > 0 || patterns.length > 0 || rest.includes(false),
    elements: [...listOf(prefixItems), ...(items === undefined ? [] : [items])],
    types: type === undefined ? null : new Set((Array.isArray(type) ? type : [type]).map(String)),
  };
}

/** Null when it does not compile: whether it matches is not known. */
function regExpOf(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

function referenced(reference: string, root: JsonObject, references: readonly string[]): Shape[] {
  // A schema that refers to itself says no more the second time.
  if (references.includes(reference)) return [open];
  if (reference !== '#' && !reference.startsWith('#/')) return [unknown];
  let target: Json | undefined = root;
  for (const part of pointerTokens(decodeURIComponent(reference.slice(1))))
    target = isObject(target) ? target[part] : Array.isArray(target) ? target[Number(part)] : undefined;
  return target === undefined ? [unknown] : shapesOf(target, root, [...references, reference]);
}

/** Values that are as both say. */
function both(left: readonly Shape[], right: readonly Shape[]): Shape[] {
  if (left.length * right.length > mostShapes) return [unknown];
  return left.flatMap(a => right.map(b => merged(a, b))).filter(({ types }) => types?.size !== 0);
}

function merged(a: Shape, b: Shape): Shape {
  const fields = new Map(a.fields);
  for (const [name, schema] of b.fields) {
    const other = fields.get(name);
    fields.set(name, other === undefined ? schema : { allOf: [other, schema] });
  }
  return {
    fields,
    others: [...a.others, ...b.others],
    closed: a.closed || b.closed,
    elements: [...a.elements, ...b.elements],
    types: a.types && b.types ? intersection(a.types, b.types) : (a.types ?? b.types),
  };
}

/** Whole numbers are numbers. */
const intersection = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  new Set(
    [...a, ...b].filter(type =>
      [a, b].every(types => types.has(type) || (type === 'integer' && types.has('number'))),
    ),
  );
