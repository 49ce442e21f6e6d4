// Delta's names of types, and DuckDB's.

import type { SimpleTypeId } from './types.ts';

export const deltaTypes: Readonly<Record<string, SimpleTypeId>> = {
  string: 'VARCHAR',
  long: 'BIGINT',
  integer: 'INTEGER',
  short: 'SMALLINT',
  byte: 'TINYINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
};
