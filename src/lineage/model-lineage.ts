// The lineage of gold models down to the fields of events.

import type { Catalog, EventType, Source } from '../catalog/catalog.ts';
import { structOf } from '../catalog/json-schema-type.ts';
import { isObject, type JsonObject } from '../json.ts';
import { nodeAt, nodesAt, parseSyntax } from '../sql-expression/syntax.ts';
import { sourceTables } from '../tables/table-definitions.ts';
import { type ColumnOrigins, lineageOf } from './lineage.ts';

export type FieldOrigin = {
  /** Silver's table and column, or a part of it. */
  table: string;
  column: string;
  source: string;
  /** The event's type. */
  type: string;
  /** Field of the event's data, `lines[].sku`; null for what the platform itself adds. */
  field: string | null;
  description: string | null;
};

export type ModelLineage = {
  /** Silver's tables whose rows it is made of. */
  tables: string[];
  /** By column. One that counts rows is made of no column. */
  columns: Record<string, FieldOrigin[]>;
};

type Silver = Map<string, { source: Source; type: EventType; columns: ColumnOrigins }>;

/** `query` of a model is DuckDB's syntax tree, as models/compiled.json has it. */
export function createLineage(catalog: Catalog, query: (model: string) => string | undefined) {
  const silver = silverColumns(catalog);
  const known = new Map<string, ColumnOrigins>();
  /** Of models that show others, those are what it is made of. */
  const modelColumns = (name: string, within: readonly string[] = []): ColumnOrigins | null => {
    const text = query(name);
    if (text === undefined || within.includes(name)) return null;
    const found = known.get(name);
    if (found) return found;
    const [statement] = nodesAt(parseSyntax(text), 'statements');
    if (!statement) return null;
    const columns = lineageOf(nodeAt(statement, 'node'), table =>
      table.startsWith('gold.')
        ? modelColumns(table.slice('gold.'.length), [...within, name])
        : (silver.get(table)?.columns ?? null),
    );
    known.set(name, columns);
    return columns;
  };
  return (model: string, tables: Iterable<string>): ModelLineage => ({
    tables: [...tables].map(table => `silver.${table}`).sort(),
    columns: Object.fromEntries(
      [...(modelColumns(model) ?? [])].map(([name, origins]) => [
        name,
        origins.flatMap(({ table, column }) => {
          const found = silver.get(table);
          return found ? [{ table, column, ...fieldOf(found, column) }] : [];
        }),
      ]),
    ),
  });
}

/** Also of the present rows of a relational table, which SQL calls by the name of the table. */
function silverColumns({ sources }: Catalog): Silver {
  return new Map(
    sources.flatMap(source =>
      sourceTables(source).silver.map(({ type, table }) => {
        const name = `silver.${type.table}`;
        const columns = new Map(
          table.definition.schema.fields.map(field => [field.name, [{ table: name, column: field.name }]]),
        );
        return [name, { source, type, columns }] as const;
      }),
    ),
  );
}

function fieldOf(
  { source, type }: { source: Source; type: EventType },
  column: string,
): Omit<FieldOrigin, 'table' | 'column'> {
  const of = { source: source.name, type: type.name };
  if (column === '_event_time') return { ...of, field: fieldAt(type.time), description: 'when it happened' };
  const [first = ''] = column.split(/[.[]/);
  const isOwn = structOf(type.schema).fields.some(({ name }) => name === first);
  if (!isOwn) return { ...of, field: null, description: null };
  return { ...of, field: column, description: descriptionAt(type.schema, column) };
}

/** `/payload/soldAt` is `payload.soldAt`. */
const fieldAt = (pointer: string) => pointer.slice(1).replaceAll('/', '.');

function descriptionAt(schema: JsonObject, column: string): string | null {
  let at: JsonObject = schema;
  for (const part of column.split(/(\[\])|\./).filter(Boolean)) {
    const next = part === '[]' ? at.items : isObject(at.properties) ? at.properties[part] : undefined;
    if (!isObject(next)) return null;
    at = next;
  }
  const { title, description } = at;
  return [title, description].filter(text => typeof text === 'string' && text !== '').join(': ') || null;
}
