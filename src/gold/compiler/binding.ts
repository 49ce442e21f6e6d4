// What a name in a query stands for: how its value is read from a frame.

import type { DataType } from '../../delta/schema.ts';
import { isObject, type Json } from '../../json.ts';
import { documentColumn } from '../../sql-expression/columns.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import type { Frame } from './frame.ts';
import type { Series } from './step.ts';

/**
 * `required`: never null. `unreadable`: why a fold must not read it, though the table has it. One name of one relation is
 * one binding, however often it is asked for.
 */
export type Binding = {
  type: SqlType;
  read: (frame: Frame) => Value;
  required: boolean;
  unreadable: string | null;
  /** Computed by what can fail for a row: then it is null, though `required`. */
  fallible?: true;
  document: DocumentPart | null;
  /** Set for the windows of a series. */
  hopping?: Series;
};

/** Part of the event's JSON, in which paths are followed before anything is converted. */
type DocumentPart = {
  type: DataType;
  /** Its JSON Schema. */
  schema: Json;
  get: (frame: Frame) => Json;
  fields: Map<string, Binding>;
};

export function documentBinding(part: Omit<DocumentPart, 'fields'>, required: boolean): Binding {
  const { get } = part;
  const { type, read } = documentColumn(part.type);
  return {
    type,
    read: frame => read(get(frame)),
    required,
    unreadable: null,
    document: { ...part, fields: new Map() },
  };
}

export function valueBinding(type: SqlType, read: (frame: Frame) => Value, required = false): Binding {
  return { type, read, required, unreadable: null, document: null };
}

/** The field of a struct; null when there is none, or the value is computed: then the expression extracts it. */
export function fieldBinding({ document, required }: Binding, name: string): Binding | null {
  if (!document || typeof document.type === 'string' || document.type.type !== 'struct') return null;
  const field = document.type.fields.find(found => found.name.toLowerCase() === name.toLowerCase());
  if (!field) return null;
  const known = document.fields.get(field.name);
  if (known) return known;
  const { get, schema } = document;
  const part = {
    type: field.type,
    schema: child(child(schema, 'properties'), field.name),
    get: (frame: Frame) => child(get(frame), field.name),
  };
  const made = documentBinding(part, required && isRequired(schema, field.name));
  document.fields.set(field.name, made);
  return made;
}

/** Whether every document that is valid under the schema has a value for the field. */
export function isRequired(schema: Json, name: string): boolean {
  const required = child(schema, 'required');
  const type = child(child(child(schema, 'properties'), name), 'type');
  return Array.isArray(required) && required.includes(name) && typeof type === 'string' && type !== 'null';
}

export function child(value: Json, name: string): Json {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}
