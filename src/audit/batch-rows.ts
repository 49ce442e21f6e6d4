// A model's rows by running its own SQL over silver.

import { jsonValue } from '../gold/json-value.ts';
import { keyText } from '../gold/key-text.ts';
import type { Model } from '../gold/model.ts';
import type { Json } from '../json.ts';
import { type SqlType, timestamptz, typeName } from '../sql-expression/types.ts';
import { type Value, whole } from '../sql-expression/value.ts';
import { quoteName, quoteText } from '../tables/duckdb-type.ts';
import type { SilverDatabase } from './silver-database.ts';

/** `windowMs` is null in a model without windows; a part of the key is null where SQL says so, which gold never has. */
export type BatchRow = {
  key: (string | null)[];
  windowMs: number | null;
  columns: Record<string, Json>;
};

/** A column whose type DuckDB sees otherwise than the fold plan. */
export type TypeDifference = { column: string; live: string; batch: string };

/**
 * DuckDB's own approximate quantiles are of another sketch with other errors, so batch takes the exact one, by the rank
 * that gold's sketch takes.
 */
const exactQuantile = `CREATE OR REPLACE MACRO approx_quantile(x, fraction) AS list_extract(
  list_sort(list(x) FILTER (x IS NOT NULL)), CAST(floor(fraction * (count(x) - 1)) AS BIGINT) + 1)`;

export async function batchRows(silver: SilverDatabase, model: Model, sql: string): Promise<BatchRow[]> {
  const { plan } = model;
  await silver.run(exactQuantile);
  const window = plan.window && { name: plan.window.name, type: timestamptz };
  const columns = [...plan.key, ...(window ? [window] : []), ...plan.columns];
  const select = columns.map((column, i) => `${transferSql(column)} AS c${i}`);
  const rows = await silver.rows(`SELECT ${select.join(', ')} FROM (${sql})`);
  return rows.map(row => {
    const values = columns.map(({ type }, i) => toValue(type, row[`c${i}`]));
    const key = plan.key.map(({ type }, i) => {
      const value = values[i] ?? null;
      return value === null ? null : keyText(type, value);
    });
    const others = values.slice(columns.length - plan.columns.length);
    return {
      key,
      windowMs: window ? Number(values[plan.key.length]) / 1_000 : null,
      columns: Object.fromEntries(
        plan.columns.map(({ name, type }, i) => [name, jsonValue(type, others[i] ?? null)]),
      ),
    };
  });
}

export async function typeDifferences(
  silver: SilverDatabase,
  { plan }: Model,
  sql: string,
): Promise<TypeDifference[]> {
  const described = await silver.rows(`DESCRIBE (${sql})`);
  const types = new Map(described.map(row => [String(row.column_name), String(row.column_type)]));
  return [...plan.key, ...plan.columns].flatMap(({ name, type }) => {
    const [live, batch] = [typeName(type), types.get(name) ?? 'no column'];
    return live === batch ? [] : [{ column: name, live, batch }];
  });
}

/** An expression that crosses into JavaScript without losing a digit. */
function transferSql({ name, type: { id } }: { name: string; type: SqlType }): string {
  const column = quoteName(name);
  if (id === 'DATE') return `CAST(${column} - DATE ${quoteText('1970-01-01')} AS VARCHAR)`;
  if (id.startsWith('TIMESTAMP')) return `CAST(epoch_us(CAST(${column} AS TIMESTAMPTZ)) AS VARCHAR)`;
  return isPlain(id) ? column : `CAST(${column} AS VARCHAR)`;
}

const isPlain = (id: SqlType['id']) => ['BOOLEAN', 'DOUBLE', 'FLOAT', 'VARCHAR'].includes(id);

function toValue({ id }: SqlType, transferred: unknown): Value {
  if (transferred === null || transferred === undefined) return null;
  if (isPlain(id)) return transferred as Value;
  const text = String(transferred);
  const digits = id === 'DECIMAL' ? text.replace('.', '') : text;
  // A column of another type than the plan has, which is a difference already, may be no whole number.
  return /INT|DECIMAL|DATE|TIMESTAMP/.test(id) && /^-?\d+$/.test(digits) ? whole(BigInt(digits)) : text;
}
