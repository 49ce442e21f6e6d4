// Finds columns by their names in what a branch shows.

import type { DataType } from '../../delta/schema.ts';
import { isObject, type Json } from '../../json.ts';
import { documentColumn } from '../../sql-expression/columns.ts';
import type { Scope } from '../../sql-expression/compile.ts';
import type { Binding, Branch } from './branch.ts';
import type { Frame } from './frame.ts';

/** The column, or the field of a struct, that names lead to; null when there is none. */
export function findColumn(branch: Branch, names: readonly string[]): ReturnType<Scope<Frame>['column']> {
  const binding = findBinding(branch, names);
  if (!binding) return null;
  if (binding.kind === 'value') return { type: binding.type, read: binding.read };
  const { get } = binding;
  const { type, read } = documentColumn(binding.type);
  return { type, read: frame => read(get(frame)) };
}

export function findBinding({ visible }: Branch, names: readonly string[]): Binding | null {
  const lower = names.map(name => name.toLowerCase());
  for (const { alias, columns } of visible) {
    const path = lower.length > 1 && lower[0] === alias ? names.slice(1) : names;
    const first = columns.get((path[0] ?? '').toLowerCase());
    const found = first && followFields(first, path.slice(1));
    if (found) return found;
  }
  return null;
}

/** Null when there is no such field, or the value is already converted: then the expression extracts it. */
function followFields(binding: Binding, path: readonly string[]): Binding | null {
  let found = binding;
  for (const name of path) {
    if (found.kind !== 'document') return null;
    const field = fieldOf(found.type, name);
    if (!field) return null;
    const { get, schema } = found;
    found = {
      kind: 'document',
      type: field.type,
      schema: child(child(schema, 'properties'), field.name),
      get: frame => child(get(frame), field.name),
      required: found.required && isRequired(schema, field.name),
    };
  }
  return found;
}

function fieldOf(type: DataType, name: string): { name: string; type: DataType } | null {
  if (typeof type === 'string' || type.type !== 'struct') return null;
  return type.fields.find(field => field.name.toLowerCase() === name.toLowerCase()) ?? null;
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
