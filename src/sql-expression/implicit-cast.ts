// Which types stand in for which without a cast being written, and at what cost: DuckDB takes the cheapest overload.

import { type Bound, foldedValue } from './bound.ts';
import { integerLimits } from './integer-limits.ts';
import { isInteger, type SqlType, type TypeId } from './types.ts';

/** A constant as it is written adapts: text to any type, an integer to any integer type that it fits. */
export type ArgumentType =
  | SqlType
  | { id: 'STRING LITERAL' }
  | { id: 'INTEGER LITERAL'; value: bigint; type: SqlType };

/** `ANY DECIMAL` takes decimals of every width, and integers. */
export type Parameter = SqlType | { id: 'ANY' } | { id: 'ANY DECIMAL' };

export const any: Parameter = { id: 'ANY' };
export const anyDecimal: Parameter = { id: 'ANY DECIMAL' };

export function argumentType(bound: Bound): ArgumentType {
  if (!bound.literal) return bound.type;
  if (bound.type.id === 'VARCHAR') return { id: 'STRING LITERAL' };
  const value = foldedValue(bound);
  if (!isInteger(bound.type) || (typeof value !== 'number' && typeof value !== 'bigint')) return bound.type;
  return { id: 'INTEGER LITERAL', value: BigInt(value), type: bound.type };
}

const anyCost = 5;

const targetCosts: Partial<Record<TypeId | 'ANY DECIMAL', number>> = {
  BIGINT: 101,
  INTEGER: 102,
  HUGEINT: 103,
  DOUBLE: 104,
  DECIMAL: 105,
  'ANY DECIMAL': 105,
  TIMESTAMP: 120,
  'TIMESTAMP WITH TIME ZONE': 123,
  VARCHAR: 149,
  LIST: 160,
  STRUCT: 160,
};

function targetCost(to: Parameter): number {
  return to.id === 'ANY' ? anyCost : (targetCosts[to.id] ?? 110);
}

type Target = TypeId | 'ANY DECIMAL';

const floating: Target[] = ['FLOAT', 'DOUBLE'];
const fractional: Target[] = [...floating, 'DECIMAL', 'ANY DECIMAL'];

const widenings: Partial<Record<TypeId, readonly Target[]>> = {
  TINYINT: ['SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', ...fractional],
  SMALLINT: ['INTEGER', 'BIGINT', 'HUGEINT', ...fractional],
  INTEGER: ['BIGINT', 'HUGEINT', ...fractional],
  BIGINT: ['HUGEINT', ...fractional],
  HUGEINT: fractional,
  FLOAT: ['DOUBLE'],
  DECIMAL: floating,
  DATE: ['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'],
  TIMESTAMP: ['TIMESTAMP WITH TIME ZONE'],
  JSON: ['VARCHAR'],
};

/** Null when the cast must be written. */
export function implicitCastCost(from: ArgumentType, to: Parameter): number | null {
  if (from.id === 'NULL' || to.id === 'ANY') return targetCost(to);
  if (from.id === 'STRING LITERAL') {
    if (to.id === 'ANY DECIMAL') return null;
    return to.id === 'VARCHAR' ? 1 : 20;
  }
  if (from.id === 'INTEGER LITERAL') {
    if (from.type.id === to.id) return 0;
    return fits(from.value, to) ? targetCost(to) - 90 : implicitCastCost(from.type, to);
  }
  if (from.id === 'LIST' && to.id === 'LIST') {
    const cost = implicitCastCost(from.element, to.element);
    return cost === null ? null : Math.max(cost - 1, 0);
  }
  if (from.id === 'STRUCT' && to.id === 'STRUCT') return structCost(from.fields, to.fields);
  if (from.id === to.id || (from.id === 'DECIMAL' && to.id === 'ANY DECIMAL')) return 0;
  return widenings[from.id]?.includes(to.id) === true ? targetCost(to) : null;
}

type Fields = readonly { name: string; type: SqlType }[];

function structCost(from: Fields, to: Fields): number | null {
  if (from.length !== to.length) return null;
  const costs = from.map(({ name, type }) => {
    const target = to.find(field => field.name.toLowerCase() === name.toLowerCase());
    return target ? implicitCastCost(type, target.type) : null;
  });
  return costs.includes(null) ? null : Math.max(...costs.map(Number));
}

function fits(value: bigint, to: Parameter): boolean {
  const limits = integerLimits(to.id);
  return limits !== null && value >= limits.least && value <= limits.greatest;
}
