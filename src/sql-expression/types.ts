// The types that expressions have, as DuckDB knows and names them.

export type SimpleTypeId =
  | 'NULL'
  | 'BOOLEAN'
  | 'TINYINT'
  | 'SMALLINT'
  | 'INTEGER'
  | 'BIGINT'
  | 'HUGEINT'
  | 'FLOAT'
  | 'DOUBLE'
  | 'VARCHAR'
  | 'JSON'
  | 'DATE'
  | 'TIME'
  | 'TIMESTAMP'
  | 'TIMESTAMP WITH TIME ZONE'
  | 'INTERVAL';

export type SimpleType = { id: SimpleTypeId };
export type DecimalType = { id: 'DECIMAL'; width: number; scale: number };
export type ListType = { id: 'LIST'; element: SqlType };
export type StructType = { id: 'STRUCT'; fields: readonly StructField[] };
export type StructField = { name: string; type: SqlType };
export type SqlType = SimpleType | DecimalType | ListType | StructType;
export type TypeId = SqlType['id'];

const simple = (id: SimpleTypeId): SimpleType => ({ id });

export const nullType = simple('NULL');
export const boolean = simple('BOOLEAN');
export const tinyint = simple('TINYINT');
export const smallint = simple('SMALLINT');
export const integer = simple('INTEGER');
export const bigint = simple('BIGINT');
export const hugeint = simple('HUGEINT');
export const float = simple('FLOAT');
export const double = simple('DOUBLE');
export const varchar = simple('VARCHAR');
export const json = simple('JSON');
export const date = simple('DATE');
export const time = simple('TIME');
export const timestamp = simple('TIMESTAMP');
export const timestamptz = simple('TIMESTAMP WITH TIME ZONE');
export const interval = simple('INTERVAL');

/** Types without parts, by the names that DuckDB's syntax tree gives them. JSON is none: there it is text with an alias. */
export const simpleTypes: ReadonlyMap<string, SimpleType> = new Map(
  [
    nullType,
    boolean,
    tinyint,
    smallint,
    integer,
    bigint,
    hugeint,
    float,
    double,
    varchar,
    date,
    time,
    timestamp,
    timestamptz,
    interval,
  ].map(type => [type.id, type]),
);

export const decimal = (width: number, scale: number): DecimalType => ({ id: 'DECIMAL', width, scale });
export const list = (element: SqlType): ListType => ({ id: 'LIST', element });
export const struct = (fields: readonly StructField[]): StructType => ({ id: 'STRUCT', fields });

/** Digits that a decimal can hold at most. */
export const maxDecimalWidth = 38;

/** Digits of a decimal that still fits 64 bits: arithmetic stays there when its operands do. */
export const maxLongDecimalWidth = 18;

/** Integer types by growing size, with the digits that DuckDB gives them as decimals. */
const integerDigits: Partial<Record<TypeId, number>> = {
  TINYINT: 3,
  SMALLINT: 5,
  INTEGER: 10,
  BIGINT: 19,
  HUGEINT: 38,
};

export function isInteger(type: SqlType): boolean {
  return type.id in integerDigits;
}

export function isFloating(type: SqlType): boolean {
  return type.id === 'FLOAT' || type.id === 'DOUBLE';
}

export function isNumeric(type: SqlType): boolean {
  return isInteger(type) || isFloating(type) || type.id === 'DECIMAL';
}

/** The decimal that holds every value of the type; null for what is not an integer or a decimal. */
export function asDecimal(type: SqlType): DecimalType | null {
  if (type.id === 'DECIMAL') return type;
  if (type.id === 'NULL') return decimal(1, 0);
  const width = integerDigits[type.id];
  return width === undefined ? null : decimal(width, 0);
}

export function sameType(left: SqlType, right: SqlType): boolean {
  return left === right || typeName(left) === typeName(right);
}

/** As DuckDB's `typeof` spells it. */
export function typeName(type: SqlType): string {
  switch (type.id) {
    case 'DECIMAL':
      return `DECIMAL(${type.width},${type.scale})`;
    case 'LIST':
      return `${typeName(type.element)}[]`;
    case 'STRUCT':
      return `STRUCT(${type.fields.map(field => `${quoted(field.name)} ${typeName(field.type)}`).join(', ')})`;
    case 'NULL':
      return '"NULL"';
    default:
      return type.id;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
