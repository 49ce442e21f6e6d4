// Constant expressions, such as `current_date - 1`, and what their values say about the files of a table.

import type { DataType, StructType } from '../delta/schema.ts';
import type { Predicate } from '../delta/statistics.ts';
import type { Condition } from './conditions.ts';
import type { Evaluated } from './protocol.ts';
import { nodeAt, nodesAt, type SyntaxNode, textOf } from './syntax-tree.ts';

/** Functions of constants that are constant throughout one query: none that is random, and none that waits. */
const steady = new Set(
  '+ - * / // % now today date_trunc datetrunc date_add date_sub datesub make_date make_timestamp make_timestamptz strptime to_timestamp epoch_ms trunc round floor ceil abs lower upper concat || to_years to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds to_microseconds to_quarters get_current_timestamp current_date last_day'.split(
    ' ',
  ),
);

/** Names without parentheses that are functions, unless the query gives the name to something else. */
const valueNames = new Set(['current_date', 'current_timestamp', 'localtimestamp']);

/** `given` are the names of the query's own columns and tables, in lower case. */
export function isConstantExpression(node: SyntaxNode, given: ReadonlySet<string>): boolean {
  switch (node.class) {
    case 'CONSTANT':
      return true;
    case 'CAST': {
      const child = nodeAt(node, 'child');
      // A type with more to it than its name may carry a collation, which changes what comparing means.
      return nodeAt(node, 'cast_type')?.type_info === null && !!child && isConstantExpression(child, given);
    }
    case 'COLUMN_REF': {
      const names = [node.column_names].flat().map(name => String(name).toLowerCase());
      return names.length === 1 && names.every(name => valueNames.has(name) && !given.has(name));
    }
    case 'FUNCTION':
      return (
        steady.has(textOf(node, 'function_name').toLowerCase()) &&
        nodeAt(node, 'filter') === null &&
        nodesAt(node, 'children').every(child => isConstantExpression(child, given))
      );
    default:
      return false;
  }
}

/**
 * What a condition says of a table's files, once its values are known. Nothing where DuckDB would compare in another way
 * than statistics do.
 */
export function toPredicates(
  { column, operator }: Omit<Condition, 'values'>,
  values: readonly Evaluated[],
  schema: StructType,
): Predicate[] {
  const field = schema.fields.find(({ name }) => name.toLowerCase() === column);
  if (!field) return [];
  // Null is never equal to anything.
  const known = values.filter(({ text }) => text !== null).map(value => comparable(value, field.type));
  if (known.length === 0 || !known.every(value => value !== null)) return [];
  if (operator !== 'in')
    return known.map(({ value, exact }) => ({
      column,
      operator: exact ? operator : inclusive(operator),
      value,
    }));
  const inOrder = field.type === 'timestamp' ? compareInstants : compareValues;
  const sorted = known.map(({ value }) => value).sort(inOrder);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  return [
    { column, operator: '>=', value: least },
    { column, operator: '<=', value: most },
  ];
}

/** Times are written with several zones and with more or fewer digits. */
function compareInstants(a: Comparable['value'], b: Comparable['value']): number {
  return Date.parse(String(a)) - Date.parse(String(b));
}

/** For a value that has been rounded down on its way to the column's type. */
function inclusive(operator: Predicate['operator']): Predicate['operator'] {
  return operator === '<' ? '<=' : operator === '>' ? '>=' : operator;
}

type Comparable = { value: string | number | bigint; exact: boolean };

const integerColumns: readonly DataType[] = ['long', 'integer', 'short', 'byte'];
const integerTypes = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;
const time = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d(?::\d\d)?)?$/;

function comparable({ type, text }: Evaluated, columnType: DataType): Comparable | null {
  if (text === null) return null;
  if (integerColumns.includes(columnType)) return comparableNumber(type, text);
  if (columnType === 'string') return type === 'VARCHAR' ? { value: text, exact: true } : null;
  if (columnType === 'date') return comparableDate(type, text);
  const instant = columnType === 'timestamp' ? readInstant({ type, text }) : null;
  // Statistics are cut to milliseconds.
  return instant === null ? null : { value: instant, exact: false };
}

function comparableDate(type: string, text: string): Comparable | null {
  const [, date, clock, zone = 'Z'] = isTime(type) ? (time.exec(text) ?? []) : [];
  if (date === undefined) return null;
  if (type === 'VARCHAR') return clock === undefined ? { value: date, exact: true } : null;
  return zone === 'Z' || zone === '+00' ? { value: date, exact: type === 'DATE' } : null;
}

const isTime = (type: string): boolean =>
  type === 'VARCHAR' || type === 'DATE' || type.startsWith('TIMESTAMP');

/** A date or time, in UTC unless it says otherwise, as ISO 8601; null when it is none. */
export function readInstant({ type, text }: Evaluated): string | null {
  const [, date, clock, zone = 'Z'] = isTime(type) ? (time.exec(text ?? '') ?? []) : [];
  if (date === undefined) return null;
  return `${date}T${clock ?? '00:00'}${zone === 'Z' ? zone : zone.padEnd(6, ':00')}`;
}

function comparableNumber(type: string, text: string): Comparable | null {
  if (integerTypes.test(type) || (type === 'VARCHAR' && /^-?\d{1,18}$/.test(text)))
    return { value: BigInt(text), exact: true };
  // Up to fifteen digits a decimal number keeps its order among whole numbers when it becomes a double.
  const digits = text.replace(/\D/g, '').length;
  return type.startsWith('DECIMAL') && digits <= 15 ? { value: Number(text), exact: true } : null;
}

function compareValues(a: Comparable['value'], b: Comparable['value']): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
