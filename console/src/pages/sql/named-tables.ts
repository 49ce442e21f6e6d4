// Which tables a text names: for completion of their columns, and to ask for a version of each.

import type { Schema } from '../../api/client.ts';

export type Table = Schema<'Table'>;

/** Looks at names only, in any case of letters: what stands in a comment counts too. */
export function namedTables(sql: string, tables: readonly Table[]): Table[] {
  const words = new Set(sql.toLowerCase().match(/[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?/g) ?? []);
  return tables.filter(({ name }) => words.has(name.toLowerCase()));
}
