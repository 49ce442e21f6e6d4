// The body of POST /api/sql, parsed and held to the limits, or a Problem that names the field.

import { isObject, type JsonObject } from '../json.ts';
import { badParameter, Problem } from '../problem.ts';
import type { SqlLimits } from './limits.ts';
import type { AnswerFormat } from './protocol.ts';

export type SqlRequest = {
  sql: string;
  format: AnswerFormat;
  /** Rows. */
  limit: number;
  timeoutSeconds: number;
  /** Table → version, for tables that the query names without AT. */
  versions: Record<string, number>;
};

export const mediaTypes: Record<AnswerFormat, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

const formats = Object.keys(mediaTypes) as AnswerFormat[];
const fields = ['sql', 'format', 'limit', 'timeoutSeconds', 'versions'];

/** `accept` decides the format where the body names none. */
export function parseSqlRequest(body: string, accept: string | null, limits: SqlLimits): SqlRequest {
  const json = parseBody(body);
  const unknown = Object.keys(json).find(name => !fields.includes(name));
  if (unknown !== undefined)
    throw badParameter(unknown, `"${unknown}" is no field of a query; fields are ${fields.join(', ')}`);
  return {
    sql: parseSql(json, limits),
    format: parseFormat(json, accept),
    limit: parseCount(json, 'limit', limits.defaultRows, limits.maxRows),
    timeoutSeconds: parseCount(json, 'timeoutSeconds', limits.defaultSeconds, limits.maxSeconds),
    versions: parseVersions(json),
  };
}

function parseBody(body: string): JsonObject {
  try {
    const json: unknown = JSON.parse(body);
    if (isObject(json)) return json;
  } catch {
    // Told below, as any other body that is no object.
  }
  throw new Problem(400, 'Bad request body', 'the body must be a JSON object such as {"sql": "select 1"}');
}

function parseSql({ sql }: JsonObject, { maxSqlLength }: SqlLimits): string {
  if (typeof sql !== 'string' || sql.trim() === '')
    throw badParameter('sql', '"sql" must be a query, as text');
  if (sql.length > maxSqlLength)
    throw badParameter('sql', `"sql" has ${sql.length} characters; the most is ${maxSqlLength}`);
  return sql;
}

function parseFormat({ format }: JsonObject, accept: string | null): AnswerFormat {
  const named = formats.find(candidate => candidate === format);
  if (named) return named;
  if (format === 'arrow')
    throw badParameter('format', 'Arrow is not written here; "parquet" is as typed and as fast to read');
  if (format !== undefined) throw badParameter('format', `"format" must be one of ${formats.join(', ')}`);
  const accepted = (accept ?? '').split(',').map(range => range.split(';')[0]?.trim().toLowerCase());
  const wanted = formats.find(candidate => accepted.includes(mediaTypes[candidate].split(';')[0]));
  return wanted ?? 'json';
}

function parseCount(json: JsonObject, name: string, otherwise: number, most: number): number {
  const value = json[name];
  if (value === undefined) return Math.min(otherwise, most);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
    throw badParameter(name, `"${name}" must be a whole number from 1 to ${most}`);
  return value;
}

function parseVersions({ versions }: JsonObject): Record<string, number> {
  if (versions === undefined) return {};
  const entries = isObject(versions) ? Object.entries(versions) : [['', null] as const];
  const parsed = entries.flatMap(([table, version]) =>
    typeof version === 'number' && Number.isInteger(version) && version >= 0
      ? [[table.toLowerCase(), version] as const]
      : [],
  );
  if (parsed.length < entries.length)
    throw badParameter('versions', '"versions" must give table names whole numbers: {"silver.pos_sale": 12}');
  return Object.fromEntries(parsed);
}
