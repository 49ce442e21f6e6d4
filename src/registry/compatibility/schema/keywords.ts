// Reads keywords with the types that they must have. What has another type is a SchemaError that names its place.
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { child, type Place, pointer } from './place.ts';
import type { Schema } from './schema.ts';
import { SchemaError } from './schema-error.ts';

/** A place whose value is an object: a schema that is not a boolean. */
export type ObjectPlace = Place & { readonly value: JsonObject };

export type Read = (place: Place) => Schema;

export function keyword(place: ObjectPlace, name: string): Json | undefined {
  return Object.hasOwn(place.value, name) ? place.value[name] : undefined;
}

export function fail(place: ObjectPlace, name: string, expected: string): never {
  throw new SchemaError(pointer(place, name), `"${name}" must be ${expected}`);
}

export function numberOf(place: ObjectPlace, name: string): number | null {
  const value = keyword(place, name);
  if (value === undefined) return null;
  return typeof value === 'number' ? value : fail(place, name, 'a number');
}

/** A whole number from 0 on: a length, or a count. */
export function countOf(place: ObjectPlace, name: string): number | null {
  const value = keyword(place, name);
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    return fail(place, name, 'a whole number that is not negative');
  return value;
}

export function booleanOf(place: ObjectPlace, name: string): boolean {
  const value = keyword(place, name);
  if (value === undefined) return false;
  return typeof value === 'boolean' ? value : fail(place, name, 'true or false');
}

export function stringOf(place: ObjectPlace, name: string): string | undefined {
  const value = keyword(place, name);
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : fail(place, name, 'a string');
}

export function listOf(place: ObjectPlace, name: string): readonly Json[] | undefined {
  const value = keyword(place, name);
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : fail(place, name, 'a list');
}

export function namesIn(place: ObjectPlace, name: string, value: Json): ReadonlySet<string> {
  const names = Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
  if (!Array.isArray(value) || names.length < value.length)
    return fail(place, name, 'a list of property names');
  return new Set(names);
}

/** The places of a keyword that is a map, as `properties` is, by name. */
export function membersOf(place: ObjectPlace, name: string): ReadonlyMap<string, Place> {
  const value = keyword(place, name);
  if (value === undefined) return new Map();
  if (!isObject(value)) return fail(place, name, 'an object');
  return new Map(Object.entries(value).map(([key, member]) => [key, child(place, member, name, key)]));
}

/** The places of a keyword that is a list of schemas, as `allOf` is. */
export function itemsOf(place: ObjectPlace, name: string): readonly Place[] {
  const value = keyword(place, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) return fail(place, name, 'a list of schemas');
  return value.map((item, index) => child(place, item, name, String(index)));
}

/** The schema that a keyword holds; null where the keyword is missing. */
export function schemaAt(place: ObjectPlace, name: string, read: Read): Schema | null {
  const value = keyword(place, name);
  return value === undefined ? null : read(child(place, value, name));
}
