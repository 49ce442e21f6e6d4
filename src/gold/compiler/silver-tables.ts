// The silver tables that models may read, and their columns.

import type { Catalog, EventType, Source } from '../../catalog/catalog.ts';
import { structOf } from '../../catalog/json-schema-type.ts';
import { bigint, date, list, type SqlType, timestamptz, varchar } from '../../sql-expression/types.ts';
import { type Binding, child, documentBinding, isRequired, valueBinding } from './binding.ts';
import type { Branch } from './branch.ts';
import type { Frame } from './frame.ts';

export type SilverTables = ReadonlyMap<string, { source: Source; type: EventType }>;

/** By name, such as `pos_sale`. */
export function silverTables({ sources }: Catalog): SilverTables {
  return new Map(
    sources.flatMap(source => source.types.map(type => [type.table, { source, type }] as const)),
  );
}

/** The branch that a table is, under an alias; null when there is no such table. */
export function tableBranch(tables: SilverTables, table: string, alias: string): Branch | null {
  const found = tables.get(table);
  if (!found) return null;
  const changes = found.source.encoding === 'debezium';
  const columns = new Map<string, Binding>();
  for (const { name, type } of structOf(found.type.schema).fields) {
    const schema = child(child(found.type.schema, 'properties'), name);
    const get = (frame: Frame) => child(frame.row, name);
    columns.set(
      name.toLowerCase(),
      documentBinding({ type, schema, get }, isRequired(found.type.schema, name)),
    );
  }
  for (const [name, binding] of Object.entries(changes ? rowColumns : eventColumns))
    columns.set(name, binding);
  return { table, changes, steps: [], visible: [{ alias, columns }], unnested: 0, notNull: new Set() };
}

const microseconds = (ms: number) => ms * 1_000;

/** COUNT(DISTINCT _identity) counts events: this is how it is told from other columns. */
export const identityBinding = valueBinding(varchar, frame => frame.identity, true);

/** One for all tables: this is how it is told from other columns. */
export const eventTimeBinding = valueBinding(timestamptz, frame => microseconds(frame.eventTimeMs), true);

/** What a redelivery or a redrive may change is no property of what happened. */
function coordinate(type: SqlType): Binding {
  return { ...valueBinding(type, () => null), unreadable: 'says how an event came, and not what happened' };
}

/** Columns beside those of the source, in the table's order: of present rows, and of events. */
const rowColumns: Record<string, Binding> = { _event_time: eventTimeBinding };

const eventColumns: Record<string, Binding> = {
  _identity: identityBinding,
  _event_time: eventTimeBinding,
  _enqueued_time: valueBinding(timestamptz, frame => microseconds(frame.enqueuedTimeMs), true),
  _hub: coordinate(varchar),
  _partition_id: coordinate(varchar),
  _sequence_number: coordinate(bigint),
  _warnings: coordinate(list(varchar)),
  _enqueued_date: coordinate(date),
};
