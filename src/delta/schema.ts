// A table's schema (PROTOCOL.md, "Schema Serialization Format").

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
  /^(string|long|integer|short|byte|float|double|boolean|binary|date|timestamp|decimal\(\d+,\d+\))$/;

/** Throws a DeltaError that names a type that is not supported. */
export function parseSchema(schemaString: string): StructType {
  let schema: unknown;
  try {
    schema = JSON.parse(schemaString);
  } catch (error) {
    throw new DeltaError('corrupt', "the table's schema is not JSON", { cause: error });
  }
  const type = toType(schema, '');
  if (typeof type !== 'string' && type.type === 'struct') return type;
  throw new DeltaError('corrupt', "the table's schema is not a struct");
}

/** A type as another engine may have written it. `where` names the column. */
function toType(value: unknown, where: string): DataType {
  if (typeof value === 'string') {
    const name = value.replaceAll(' ', '');
    if (primitives.test(name)) return name as PrimitiveType;
    throw new DeltaError(
      'unsupported',
      `the column ${where} has the type "${value}", which is not supported`,
    );
  }
  const type = value as Partial<StructType> & Partial<ArrayType> & Partial<MapType>;
  const kind: unknown = type?.type;
  if (kind === 'struct' && Array.isArray(type.fields))
    return { type: kind, fields: type.fields.map(field => toField(field, where)) };
  if (kind === 'array')
    return {
      type: kind,
      elementType: toType(type.elementType, `${where}[]`),
      containsNull: type.containsNull !== false,
    };
  if (kind === 'map')
    return {
      type: kind,
      keyType: toType(type.keyType, `${where}.key`),
      valueType: toType(type.valueType, `${where}.value`),
      valueContainsNull: type.valueContainsNull !== false,
    };
  throw new DeltaError('unsupported', `the column ${where} has a type that is not supported`);
}

function toField({ name, type, nullable, metadata }: StructField, where: string): StructField {
  return {
    name,
    type: toType(type, where ? `${where}.${name}` : name),
    nullable: nullable !== false,
    metadata: metadata ?? {},
  };
}

export function typeName(type: DataType): string {
  return typeof type === 'string' ? type : type.type;
}
