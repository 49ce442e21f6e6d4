// Casts between text and JSON, and from JSON to the types of its scalars.

import { type Convert, numberCast } from './cast-number.ts';
import { fromText } from './cast-text.ts';
import { type JsonNode, parseJson, writeJson } from './json-tree.ts';
import { cannotConvert, SqlRuntimeError } from './runtime-error.ts';
import { bigint, boolean, double, hugeint, isNumeric, type SqlType, typeName } from './types.ts';
import { type Value, whole } from './value.ts';

/** The text itself, when it is JSON. */
export function parseJsonText(text: string): string {
  return parseJson(text) ? text : cannotConvert(text, 'JSON');
}

/** What functions on JSON read; throws on text that is not JSON. */
export function readJson(text: string): JsonNode {
  return parseJson(text) ?? malformedJson(text);
}

function malformedJson(text: string): never {
  throw new SqlRuntimeError('invalid input', `malformed JSON: ${text.slice(0, 100)}`);
}

/** Null when JSON is not cast to this type: lists, structs and intervals. */
export function castFromJson(to: SqlType): Convert | null {
  const readText = fromText(to) as ((text: string) => Value) | null;
  if (!readText || to.id === 'INTERVAL') return null;
  const numeric = isNumeric(to) || to.id === 'BOOLEAN';
  return (text: string) => {
    const node = readJson(text);
    if (node.kind === 'null') return null;
    if (node.kind === 'string') return readText(node.value);
    if (node.kind === 'number' && isBeyondNumbers(node.source)) return readText(node.source);
    if (numeric && (node.kind === 'number' || node.kind === 'boolean')) return fromScalar(node, to);
    return numeric ? cannotConvert(text, typeName(to)) : readText(writeJson(node));
  };
}

/** What neither 64 bits nor a double holds, DuckDB keeps as it is written. */
function isBeyondNumbers(source: string): boolean {
  if (!/^-?\d+$/.test(source)) return /\d/.test(source) && !Number.isFinite(Number(source));
  const value = BigInt(source);
  return value < -(2n ** 63n) || value >= 2n ** 64n;
}

type Scalar = { kind: 'boolean'; value: boolean } | { kind: 'number'; source: string };

function fromScalar(node: Scalar, to: SqlType): Value {
  if (node.kind === 'boolean') return convert(node.value, boolean, to);
  if (!/^-?\d+$/.test(node.source)) return convert(Number(node.source), double, to);
  const value = whole(BigInt(node.source));
  return convert(value, typeof value === 'number' ? bigint : hugeint, to);
}

function convert(value: Value, from: SqlType, to: SqlType): Value {
  if (from.id === to.id) return value;
  const cast = numberCast(from, to) as ((value: Value) => Value) | null;
  return cast ? cast(value) : cannotConvert(value, typeName(to));
}
