// The lake: every table of the catalog, opened.

import type { Catalog } from '../catalog/catalog.ts';
import type { TableStore } from '../delta/store.ts';
import { type DeltaTable, openTable } from '../delta/table.ts';
import { lakeTables } from './table-definitions.ts';

/** The tables by their names in SQL. */
export function openLake(catalog: Catalog, store: (folder: string) => TableStore): Map<string, DeltaTable> {
  return new Map(
    lakeTables(catalog).map(({ folder, definition: { name } }) => [name, openTable(store(folder), name)]),
  );
}
