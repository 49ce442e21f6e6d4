// The silver tables that models may read, and their columns.

import type { Catalog, EventType, Source } from '../../catalog/catalog.ts';
import { timestamptz, varchar } from '../../sql-expression/types.ts';
import { structOf } from '../../tables/json-schema-type.ts';
import type { Binding, Branch } from './branch.ts';
import { child, isRequired } from './scope.ts';

export type SilverTables = ReadonlyMap<string, { source: Source; type: EventType }>;

/** By name, such as `pos_sale`. */
export function silverTables({ sources }: Catalog): SilverTables {
  return new Map(
    sources.flatMap(source => source.types.map(type => [type.table, { source, type }] as const)),
  );
}

/** The branch that a table is, under an alias. */
export function tableBranch(tables: SilverTables, table: string, alias: string): Branch | null {
  const found = tables.get(table);
  if (!found) return null;
  const changes = found.source.encoding === 'debezium';
  const columns = new Map<string, Binding>();
  for (const { name, type } of structOf(found.type.schema).fields)
    columns.set(name.toLowerCase(), {
      kind: 'document',
      type,
      schema: child(child(found.type.schema, 'properties'), name),
      get: frame => child(frame.row, name),
      required: isRequired(found.type.schema, name),
    });
  for (const [name, binding] of Object.entries(changes ? timeColumn : eventColumns))
    columns.set(name, binding);
  return { table, changes, steps: [], visible: [{ alias, columns }], unnested: 0 };
}

const microseconds = (ms: number) => ms * 1_000;

const timeColumn: Record<string, Binding> = {
  _event_time: {
    kind: 'value',
    type: timestamptz,
    read: frame => microseconds(frame.eventTimeMs),
    required: true,
  },
};

const eventColumns: Record<string, Binding> = {
  ...timeColumn,
  _enqueued_time: {
    kind: 'value',
    type: timestamptz,
    read: frame => microseconds(frame.enqueuedTimeMs),
    required: true,
  },
  _identity: { kind: 'value', type: varchar, read: frame => frame.identity, required: true },
};
