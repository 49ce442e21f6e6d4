// How a schema may grow: files that are there already stay readable with it, as they lack values or have fewer nulls.

import { DeltaError } from './errors.ts';
import { type DataType, type StructField, type StructType, typeName } from './schema.ts';

export const emptySchema: StructType = { type: 'struct', fields: [] };

/**
 * The table's schema with the columns that `wanted` adds, at any depth, its comments, and nulls where it allows them. A
 * column that is no longer wanted stays. What cannot be merged (another type) throws a DeltaError that names the column.
 * Returns `current` itself when nothing is new.
 */
export function evolveSchema(current: StructType, wanted: StructType): StructType {
  return evolveStruct(current, wanted, '');
}

function evolveStruct(current: StructType, wanted: StructType, where: string): StructType {
  const fields = current.fields.map(field => {
    const match = wanted.fields.find(({ name }) => name === field.name);
    return match ? evolveField(field, match, where ? `${where}.${field.name}` : field.name) : field;
  });
  for (const field of wanted.fields) if (isNew(field, fields)) fields.push(added(field));
  const same =
    fields.length === current.fields.length && fields.every((field, i) => field === current.fields[i]);
  return same ? current : { type: 'struct', fields };
}

function evolveField(current: StructField, wanted: StructField, where: string): StructField {
  const type = evolveType(current.type, wanted.type, where);
  const nullable = current.nullable || wanted.nullable;
  const comment = wanted.metadata.comment ?? current.metadata.comment;
  if (type === current.type && nullable === current.nullable && comment === current.metadata.comment)
    return current;
  return { ...current, type, nullable, metadata: { ...current.metadata, comment } };
}

function isNew({ name }: StructField, fields: readonly StructField[]): boolean {
  const clash = fields.find(field => field.name.toLowerCase() === name.toLowerCase());
  if (clash?.name === name) return false;
  if (clash)
    throw new DeltaError(
      'mismatch',
      `the column ${name} differs from ${clash.name} only by the case of its letters`,
    );
  return true;
}

/** Files that are there already have no value for it. */
function added(field: StructField): StructField {
  return { ...field, nullable: true };
}

function evolveType(current: DataType, wanted: DataType, where: string): DataType {
  if (typeof current === 'string' || typeof wanted === 'string') {
    if (current === wanted) return current;
    throw typeChanged(where, current, wanted);
  }
  if (current.type === 'struct' && wanted.type === 'struct') return evolveStruct(current, wanted, where);
  if (current.type === 'array' && wanted.type === 'array') {
    const elementType = evolveType(current.elementType, wanted.elementType, `${where}[]`);
    const containsNull = current.containsNull || wanted.containsNull;
    const same = elementType === current.elementType && containsNull === current.containsNull;
    return same ? current : { type: 'array', elementType, containsNull };
  }
  if (current.type === 'map' && wanted.type === 'map') {
    const keyType = evolveType(current.keyType, wanted.keyType, `${where}.key`);
    const valueType = evolveType(current.valueType, wanted.valueType, `${where}.value`);
    const valueContainsNull = current.valueContainsNull || wanted.valueContainsNull;
    const same =
      keyType === current.keyType &&
      valueType === current.valueType &&
      valueContainsNull === current.valueContainsNull;
    return same ? current : { type: 'map', keyType, valueType, valueContainsNull };
  }
  throw typeChanged(where, current, wanted);
}

function typeChanged(where: string, current: DataType, wanted: DataType): DeltaError {
  return new DeltaError(
    'mismatch',
    `the column ${where} is ${typeName(current)} in the table and cannot become ${typeName(wanted)}: give the new values a new name`,
  );
}
