// The tables of the lake: `bronze.<source>`, `silver.<table>` and `quarantine`, as the catalog makes them.

import type { Catalog, Encoding, EventType, Source } from '../catalog/catalog.ts';
import { structOf } from '../catalog/json-schema-type.ts';
import type { TableDefinition } from '../delta/create-table.ts';
import type { DataType, StructField } from '../delta/schema.ts';

export type LakeTable = {
  /** Folder in the lake's file system. */ folder: string;
  definition: TableDefinition;
};

export type SourceTables = {
  source: Source;
  bronze: LakeTable;
  silver: { type: EventType; table: LakeTable }[];
};

const column = (name: string, type: DataType, comment: string): StructField => ({
  name,
  type,
  nullable: true,
  metadata: { comment },
});

const coordinateColumns: StructField[] = [
  column('hub', 'string', 'Event hub that the event came through.'),
  column('partition_id', 'string', 'Partition of the hub.'),
  column(
    'sequence_number',
    'long',
    'Position in the partition; with hub and partition_id it names the event.',
  ),
  column('enqueued_time', 'timestamp', 'When the broker received the event.'),
];

const enqueuedDate = column('enqueued_date', 'date', 'Day of enqueued_time in UTC; the partition column.');

const bronzeColumns: StructField[] = [
  ...coordinateColumns,
  column('offset', 'string', 'Offset that the broker gave the event.'),
  column('landed_time', 'timestamp', 'When the event was written to the lake.'),
  column('partition_key', 'string', 'Partition key that the producer gave.'),
  column('content_type', 'string', 'Content type that the producer gave.'),
  column('properties', 'string', 'Application properties, as JSON.'),
  column('system_properties', 'string', 'System properties, as JSON.'),
  column('body', 'binary', 'The body, byte for byte.'),
  enqueuedDate,
];

const quarantineColumns: StructField[] = [
  column('source', 'string', 'Source in the catalog.'),
  ...coordinateColumns,
  column('reason', 'string', 'Why the event is not in silver: a code.'),
  column('detail', 'string', 'Why, in words.'),
  column('pointer', 'string', 'JSON pointer to what is wrong in the body.'),
  column('body', 'binary', 'The body, byte for byte.'),
  enqueuedDate,
];

const silverColumns: StructField[] = [
  column(
    '_identity',
    'string',
    'Identity of the event: of two with the same one, the second is a duplicate.',
  ),
  column('_event_time', 'timestamp', 'When it happened.'),
  column('_enqueued_time', 'timestamp', 'When the broker received the event.'),
  column('_hub', 'string', 'Event hub that the event came through.'),
  column('_partition_id', 'string', 'Partition of the hub.'),
  column('_sequence_number', 'long', 'Position in the partition.'),
  column(
    '_warnings',
    { type: 'array', elementType: 'string', containsNull: false },
    'Expectations of action `warn` that the event does not meet.',
  ),
];

const changeColumns: StructField[] = [
  column('_change_type', 'string', 'insert, update_preimage, update_postimage or delete.'),
  column(
    '_weight',
    'long',
    '+1 for a row that came, −1 for one that went: sums of it are the present state.',
  ),
];

const silverDate = column('_enqueued_date', 'date', 'Day of _enqueued_time in UTC; the partition column.');

/** A day of versions can be read; streaming and compaction replace 8,640 files a day. */
const configuration = {
  'delta.checkpointInterval': '50',
  'delta.logRetentionDuration': 'interval 1 day',
  'delta.deletedFileRetentionDuration': 'interval 1 day',
};

/** Of bronze no row is ever changed. Elsewhere a range that is refined again takes the place of what it was. */
const appendOnly = (is: boolean) => ({ ...configuration, 'delta.appendOnly': String(is) });

export const quarantine: LakeTable = {
  folder: 'quarantine',
  definition: {
    name: 'quarantine',
    description: 'Events that could not enter silver, with the reason and their bytes.',
    schema: { type: 'struct', fields: quarantineColumns },
    partitionColumns: ['enqueued_date'],
    configuration: appendOnly(false),
  },
};

export function sourceTables(source: Source): SourceTables {
  return {
    source,
    bronze: {
      folder: `bronze/${source.name}`,
      definition: {
        name: `bronze.${source.name}`,
        description: `Every event of ${source.title}, as it came. ${source.description}`,
        schema: { type: 'struct', fields: bronzeColumns },
        partitionColumns: ['enqueued_date'],
        configuration: appendOnly(true),
      },
    },
    silver: source.types.map(type => ({ type, table: silverTable(source, type) })),
  };
}

/** A relational source's table holds its changes; its present rows are a view of them (current-rows.ts). */
function silverTableName(encoding: Encoding, table: string): string {
  return encoding === 'debezium' ? `${table}_changes` : table;
}

/** The views `silver.<table>` of present rows, by the tables of changes that they show. */
export function currentViews({ sources }: Catalog): Map<string, string> {
  return new Map(
    sources
      .filter(({ encoding }) => encoding === 'debezium')
      .flatMap(({ types }) =>
        types.map(({ table }) => [`silver.${table}`, `silver.${table}_changes`] as const),
      ),
  );
}

function silverTable({ encoding }: Source, { table, description, schema }: EventType): LakeTable {
  const changes = encoding === 'debezium' ? changeColumns : [];
  const name = silverTableName(encoding, table);
  return {
    folder: `silver/${name}`,
    definition: {
      name: `silver.${name}`,
      description:
        encoding === 'debezium'
          ? `Changes of silver.${table}, as rows that came and went. ${description}`
          : description,
      schema: {
        type: 'struct',
        fields: [...structOf(schema).fields, ...silverColumns, ...changes, silverDate],
      },
      partitionColumns: ['_enqueued_date'],
      configuration: appendOnly(false),
    },
  };
}

/** The table in SQL that the rows of a type are written to. */
export function writtenTableName({ encoding }: Source, { table }: EventType): string {
  return `silver.${silverTableName(encoding, table)}`;
}

/** All tables of the lake, in order of name. */
export function lakeTables({ sources }: Catalog): LakeTable[] {
  const tables = sources
    .map(sourceTables)
    .flatMap(({ bronze, silver }) => [bronze, ...silver.map(s => s.table)]);
  return [...tables, quarantine].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
}
