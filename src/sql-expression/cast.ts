// CAST, TRY_CAST, and the casts that DuckDB adds where types meet.

import { type Bound, type Context, computed, constant, foldedText } from './bound.ts';
import { type Convert, numberCast } from './cast-number.ts';
import { fromText, toText } from './cast-text.ts';
import { timeCast } from './cast-time.ts';
import { parseInterval } from './interval.ts';
import { castFromJson, parseJsonText } from './json-cast.ts';
import { refuse } from './refusal.ts';
import { SqlRuntimeError } from './runtime-error.ts';
import { nodeAt, type SyntaxNode } from './syntax.ts';
import { typeOfSyntax } from './type-syntax.ts';
import { type ListType, type SqlType, type StructType, sameType, typeName } from './types.ts';
import type { Struct, Value } from './value.ts';

export function bindCast(node: SyntaxNode, context: Context): Bound {
  const child = context.bind(nodeAt(node, 'child'));
  const to = typeOfSyntax(nodeAt(node, 'cast_type'), node);
  const written = { ...child, literal: false };
  if (node.try_cast === true) return tryCast(written, to, node);
  return castTo(written, to, node);
}

/** The operand as another type. `node` is where a refusal points to. */
export function castTo(operand: Bound, to: SqlType, node: SyntaxNode): Bound {
  if (sameType(operand.type, to)) return operand;
  if (operand.type.id === 'NULL') return constant(to, null);
  const convert = converterBetween(operand, to, node) as (value: Value) => Value;
  const { evaluate } = operand;
  return computed(to, [operand], row => {
    const value = evaluate(row);
    return value === null ? null : convert(value);
  });
}

function tryCast(operand: Bound, to: SqlType, node: SyntaxNode): Bound {
  if (sameType(operand.type, to)) return operand;
  if (operand.type.id === 'NULL') return constant(to, null);
  const convert = converterBetween(operand, to, node) as (value: Value) => Value;
  const { evaluate } = operand;
  return computed(to, [operand], row => {
    const value = evaluate(row);
    return value === null ? null : orNull(convert, value);
  });
}

function orNull(convert: (value: Value) => Value, value: Value): Value {
  try {
    return convert(value);
  } catch (error) {
    if (error instanceof SqlRuntimeError) return null;
    throw error;
  }
}

function converterBetween(operand: Bound, to: SqlType, node: SyntaxNode): Convert {
  if (operand.type.id === 'VARCHAR' && to.id === 'INTERVAL' && !operand.foldable)
    refuse(node, 'text in a column is not read as an interval', "to_minutes(n), or INTERVAL '5 minutes'");
  if (to.id === 'INTERVAL' && isUnreadInterval(operand))
    refuse(node, 'this interval is not read', "whole numbers of units: INTERVAL '1 day 12 hours'");
  const convert = converter(operand.type, to);
  if (convert) return convert;
  const instead =
    operand.type.id === 'FLOAT' && to.id === 'VARCHAR' ? 'a cast to DOUBLE or DECIMAL first' : null;
  return refuse(node, `${typeName(operand.type)} is not cast to ${typeName(to)}`, instead);
}

function isUnreadInterval(operand: Bound): boolean {
  const text = foldedText(operand);
  return text !== null && parseInterval(text) === null;
}

/** How a value that is not NULL becomes one of another type; null when there is no such cast. */
export function converter(from: SqlType, to: SqlType): Convert | null {
  if (sameType(from, to)) return (value: Value) => value;
  if (to.id === 'VARCHAR') return toText(from);
  if (to.id === 'JSON') return from.id === 'VARCHAR' ? parseJsonText : null;
  if (from.id === 'VARCHAR') return fromText(to);
  if (from.id === 'JSON') return castFromJson(to);
  if (from.id === 'LIST' && to.id === 'LIST') return listCast(from, to);
  if (from.id === 'STRUCT' && to.id === 'STRUCT') return structCast(from, to);
  return numberCast(from, to) ?? timeCast(from, to);
}

function nullable(from: SqlType, to: SqlType): ((value: Value) => Value) | null {
  if (from.id === 'NULL') return () => null;
  const convert = converter(from, to) as ((value: Value) => Value) | null;
  return convert && (value => (value === null ? null : convert(value)));
}

function listCast(from: ListType, to: ListType): Convert | null {
  const convert = nullable(from.element, to.element);
  return convert && ((values: Value[]) => values.map(convert));
}

/** Fields are matched by name. */
function structCast(from: StructType, to: StructType): Convert | null {
  if (from.fields.length !== to.fields.length) return null;
  const fields: { source: string; target: string; convert: (value: Value) => Value }[] = [];
  for (const { name, type } of to.fields) {
    const source = from.fields.find(field => field.name.toLowerCase() === name.toLowerCase());
    const convert = source && nullable(source.type, type);
    if (!source || !convert) return null;
    fields.push({ source: source.name, target: name, convert });
  }
  return (value: Struct) =>
    Object.fromEntries(fields.map(({ source, target, convert }) => [target, convert(value[source] ?? null)]));
}
