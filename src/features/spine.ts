// A spine: the keys and instants for which features are wanted, and any other columns, which are kept as they are.

import type { SilverDatabase } from '../audit/silver-database.ts';
import type { Model } from '../gold/model.ts';
import { typeName } from '../sql-expression/types.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';

/** By the end of a file's name. CSV has a header; NDJSON is an object a line. */
const formats = { csv: 'csv', ndjson: 'json', parquet: 'parquet' } as const;

export type FileFormat = keyof typeof formats;

/** Throws an Error that lists the formats there are. */
export function formatOf(file: string): FileFormat {
  const end = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  if (!Object.hasOwn(formats, end))
    throw new Error(
      `${file} must end in ${Object.keys(formats)
        .map(name => `.${name}`)
        .join(', ')}`,
    );
  return end as FileFormat;
}

/** Of COPY … TO. Only Parquet can say what it was made from. */
export function copyOptions(file: string, about: Record<string, string>): string {
  const format = formatOf(file);
  if (format !== 'parquet') return `FORMAT ${formats[format]}`;
  const metadata = Object.entries(about).map(([name, value]) => `${name}: ${quoteText(value)}`);
  return `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${metadata.join(', ')}}`;
}

/**
 * Makes `features.spine`, its rows numbered in `_spine_row`, the instant in `as_of`. Throws an Error that names the column,
 * or the row, that is wrong; rows count from 1.
 */
export async function loadSpine(
  database: SilverDatabase,
  model: Model,
  { file, features }: { file: string; features: readonly string[] },
): Promise<void> {
  const { key } = model.plan;
  const columns = await spineColumns(database, file);
  checkColumns(file, columns, model, features);
  await database.run(
    `CREATE TABLE features.given AS SELECT *, row_number() OVER () AS _spine_row FROM ${readSql(file, asText(columns, model))}`,
  );
  const typed = [
    { name: 'as_of', type: 'TIMESTAMP WITH TIME ZONE' },
    ...key.map(({ name, type }) => ({ name, type: typeName(type) })),
  ];
  for (const { name, type } of typed) await refuseOthers(database, file, name, type);
  const casts = typed.map(({ name, type }) => `CAST(${quoteName(name)} AS ${type}) AS ${quoteName(name)}`);
  await database.run(
    `CREATE TABLE features.spine AS SELECT * REPLACE (${casts.join(', ')}) FROM features.given`,
  );
}

type Column = { name: string; type: string };

async function spineColumns(database: SilverDatabase, file: string): Promise<Column[]> {
  const described = await database.rows(`DESCRIBE SELECT * FROM ${readSql(file, [])}`);
  return described.map(row => ({ name: String(row.column_name), type: String(row.column_type) }));
}

function checkColumns(
  file: string,
  columns: readonly Column[],
  { name: view, plan }: Model,
  features: readonly string[],
): void {
  const needed = [...plan.key.map(({ name }) => name), 'as_of'];
  for (const name of needed)
    if (!columns.some(column => column.name === name))
      throw new Error(`${file} has no column "${name}"; a spine for ${view} has ${needed.join(', ')}`);
  const lower = new Set(features.map(name => name.toLowerCase()));
  const clash = columns.find(({ name }) => lower.has(name.toLowerCase()));
  if (clash) throw new Error(`${clash.name} is a column of the spine and a feature: give it another name`);
}

/** Keys as they are written: a reader that guesses makes a number of "007", and lower case of what looks like a UUID. */
function asText(columns: readonly Column[], { plan }: Model): Column[] {
  const isKey = (name: string) => name === 'as_of' || plan.key.some(column => column.name === name);
  return columns.map(({ name, type }) => ({ name, type: isKey(name) || type === 'UUID' ? 'VARCHAR' : type }));
}

function readSql(file: string, columns: readonly Column[]): string {
  const path = quoteText(file);
  const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`).join(', ');
  switch (formatOf(file)) {
    case 'csv':
      return `read_csv(${path}, header = true, sample_size = -1${types && `, types = {${types}}`})`;
    case 'ndjson':
      return `read_json(${path}, format = 'newline_delimited', sample_size = -1${types && `, columns = {${types}}`})`;
    case 'parquet':
      return `read_parquet(${path})`;
  }
}

async function refuseOthers(
  database: SilverDatabase,
  file: string,
  name: string,
  type: string,
): Promise<void> {
  const [wrong] = await database.rows(
    `SELECT _spine_row AS row, ${quoteName(name)} AS value FROM features.given
      WHERE TRY_CAST(${quoteName(name)} AS ${type}) IS NULL ORDER BY _spine_row LIMIT 1`,
  );
  if (wrong)
    throw new Error(`${file}: row ${wrong.row}: ${name} must be ${type}, not ${JSON.stringify(wrong.value)}`);
}
