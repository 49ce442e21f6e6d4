// A table's schema (PROTOCOL.md, "Schema Serialization Format"), and how it may grow.

import { DeltaError } from './errors.ts';

export type PrimitiveType =
  | 'string'
  | 'long'
  | 'integer'
  | 'short'
  | 'byte'
  | 'float'
  | 'double'
  | 'boolean'
  | 'binary'
  | 'date'
  | 'timestamp'
  | `decimal(${number},${number})`;

export type ArrayType = { type: 'array'; elementType: DataType; containsNull: boolean };
export type MapType = { type: 'map'; keyType: DataType; valueType: DataType; valueContainsNull: boolean };
export type StructType = { type: 'struct'; fields: StructField[] };
export type DataType = PrimitiveType | ArrayType | MapType | StructType;

export type StructField = {
  name: string;
  type: DataType;
  nullable: boolean;
  /** `comment` is what engines show as the column's description. */
  metadata: Record<string, unknown>;
};

const primitives =
  /^(string|long|integer|short|byte|float|double|boolean|binary|date|timestamp|decimal\(\d+,\s?-?\d+\))$/;

/** Throws a DeltaError that names a type that is not supported. */
export function parseSchema(schemaString: string): StructType {
  const schema = JSON.parse(schemaString) as StructType;
  checkType(schema, '');
  return schema;
}

function checkType(type: DataType, where: string): void {
  if (typeof type === 'string') {
    if (!primitives.test(type))
      throw new DeltaError(
        'unsupported',
        `the column ${where} has the type "${type}", which is not supported`,
      );
  } else if (type.type === 'struct') {
    for (const field of type.fields) checkType(field.type, where ? `${where}.${field.name}` : field.name);
  } else if (type.type === 'array') {
    checkType(type.elementType, `${where}[]`);
  } else if (type.type === 'map') {
    checkType(type.keyType, `${where}.key`);
    checkType(type.valueType, `${where}.value`);
  } else {
    throw new DeltaError('unsupported', `the column ${where} has a type that is not supported`);
  }
}

/**
 * The table's schema with the columns that `wanted` adds, at any depth. A column that is no longer wanted stays. What
 * cannot be merged (another type) throws a DeltaError that names the column. Returns `current` itself when nothing is new.
 */
export function evolveSchema(current: StructType, wanted: StructType): StructType {
  return evolveStruct(current, wanted, '');
}

function evolveStruct(current: StructType, wanted: StructType, where: string): StructType {
  let changed = false;
  const fields = current.fields.map(field => {
    const match = wanted.fields.find(({ name }) => name === field.name);
    if (!match) return field;
    const type = evolveType(field.type, match.type, where ? `${where}.${field.name}` : field.name);
    if (type === field.type) return field;
    changed = true;
    return { ...field, type };
  });
  for (const field of wanted.fields) {
    const clash = fields.find(({ name }) => name.toLowerCase() === field.name.toLowerCase());
    if (clash && clash.name !== field.name)
      throw new DeltaError(
        'mismatch',
        `the column ${field.name} differs from ${clash.name} only by the case of its letters`,
      );
    if (clash) continue;
    // Files that are there already have no value for it.
    fields.push({ ...field, nullable: true });
    changed = true;
  }
  return changed ? { type: 'struct', fields } : current;
}

function evolveType(current: DataType, wanted: DataType, where: string): DataType {
  if (typeof current === 'string' || typeof wanted === 'string') {
    if (current === wanted) return current;
    throw typeChanged(where, current, wanted);
  }
  if (current.type === 'struct' && wanted.type === 'struct') return evolveStruct(current, wanted, where);
  if (current.type === 'array' && wanted.type === 'array') {
    const elementType = evolveType(current.elementType, wanted.elementType, `${where}[]`);
    return elementType === current.elementType ? current : { ...current, elementType };
  }
  if (JSON.stringify(current) === JSON.stringify(wanted)) return current;
  throw typeChanged(where, current, wanted);
}

function typeChanged(where: string, current: DataType, wanted: DataType): DeltaError {
  return new DeltaError(
    'mismatch',
    `the column ${where} is ${typeName(current)} in the table and cannot become ${typeName(wanted)}: give the new values a new name`,
  );
}

function typeName(type: DataType): string {
  return typeof type === 'string' ? type : type.type;
}
