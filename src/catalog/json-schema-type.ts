// The columns that a JSON Schema makes. A field's title and description become the column's comment.

import type { ArrayType, DataType, StructField, StructType } from '../delta/schema.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** A field of no single type is kept as its JSON text. */
const jsonText: DataType = 'string';

const formats: Record<string, DataType> = { 'date-time': 'timestamp', date: 'date' };

export function structOf({ properties }: JsonObject): StructType {
  const fields = isObject(properties) ? Object.entries(properties) : [];
  return { type: 'struct', fields: fields.map(([name, schema]) => fieldOf(name, schema)) };
}

function fieldOf(name: string, schema: Json): StructField {
  const comment = commentOf(schema);
  // All columns can be null: a field that is required today may be optional in the next version of its schema.
  return { name, type: typeOf(schema), nullable: true, metadata: comment ? { comment } : {} };
}

function commentOf(schema: Json): string {
  if (!isObject(schema)) return '';
  const { title, description } = schema;
  return [title, description].filter(text => typeof text === 'string' && text !== '').join(': ');
}

function typeOf(schema: Json): DataType {
  if (!isObject(schema)) return jsonText;
  switch (singleType(schema.type)) {
    case 'string':
      return formats[String(schema.format)] ?? 'string';
    case 'integer':
      return 'long';
    case 'number':
      return 'double';
    case 'boolean':
      return 'boolean';
    case 'array':
      return arrayOf(schema.items ?? null);
    case 'object':
      return isObject(schema.properties) ? structOf(schema) : jsonText;
    default:
      return jsonText;
  }
}

function arrayOf(items: Json): ArrayType {
  return { type: 'array', elementType: typeOf(items), containsNull: true };
}

/** `["string", "null"]` is a string that may be null. */
function singleType(type: Json | undefined): string | null {
  const types = (Array.isArray(type) ? type : [type]).filter(name => name !== 'null');
  return types.length === 1 && typeof types[0] === 'string' ? types[0] : null;
}
