// The keywords of objects.
import { isModern } from './draft.ts';
import { countOf, keyword, membersOf, namesIn, type ObjectPlace, type Read, schemaAt } from './keywords.ts';
import { type Place, pointer } from './place.ts';
import type { ObjectSchema, Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

export function readObject(place: ObjectPlace, read: Read): ObjectSchema {
  const modern = isModern(place.document.draft);
  const required = keyword(place, 'required');
  return {
    kind: 'object',
    properties: readMap(membersOf(place, 'properties'), read),
    required: required === undefined ? new Set() : namesIn(place, 'required', required),
    patternProperties: readPatterns(place, read),
    ...readAdditional(place, read),
    unevaluatedProperties: modern ? schemaAt(place, 'unevaluatedProperties', read) : null,
    minProperties: countOf(place, 'minProperties'),
    maxProperties: countOf(place, 'maxProperties'),
    ...readDependencies(place, read),
  };
}

function readAdditional(place: ObjectPlace, read: Read) {
  const value = keyword(place, 'additionalProperties');
  if (typeof value === 'boolean') return { permitsAdditionalProperties: value, additionalProperties: null };
  return {
    permitsAdditionalProperties: true,
    additionalProperties: schemaAt(place, 'additionalProperties', read),
  };
}

/** In the order of the patterns, so that the order of keys decides nothing where several match a name. */
function readPatterns(place: ObjectPlace, read: Read): ObjectSchema['patternProperties'] {
  return [...membersOf(place, 'patternProperties')]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, at]) => ({ pattern: compile(source, at), schema: read(at) }));
}

function compile(source: string, at: Place): RegExp {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  throw new SchemaError(pointer(at), `"${source}" is not a regular expression`);
}

type Dependencies = Pick<ObjectSchema, 'propertyDependencies' | 'schemaDependencies'>;

/** `dependencies` holds names and schemas alike; from 2019-09 on each has a keyword of its own. */
function readDependencies(place: ObjectPlace, read: Read): Dependencies {
  const names = new Map<string, ReadonlySet<string>>();
  const schemas = new Map<string, Schema>();
  const keywords = isModern(place.document.draft)
    ? ['dependentRequired', 'dependentSchemas']
    : ['dependencies'];
  for (const name of keywords) {
    for (const [property, at] of membersOf(place, name)) {
      const { value } = at;
      if (name === 'dependentRequired' || (name === 'dependencies' && Array.isArray(value))) {
        const needed = namesIn(place, name, value);
        if (needed.size > 0) names.set(property, needed);
      } else schemas.set(property, read(at));
    }
  }
  return { propertyDependencies: names, schemaDependencies: schemas };
}

function readMap(places: ReadonlyMap<string, Place>, read: Read): ReadonlyMap<string, Schema> {
  return new Map([...places].map(([name, at]) => [name, read(at)]));
}
