// POST /sql and GET /sql.

import type { JsonObject } from '../json.ts';
import { fixedLimits } from '../sql/limits.ts';
import { mediaTypes } from '../sql/sql-request.ts';
import { answerOf, closed, jsonContent, operation, ref } from './parts.ts';

const rows = { type: 'array', items: { type: 'object' } };

export function sqlPaths(): JsonObject {
  const tables = operation({
    operationId: 'listTables',
    summary: 'The tables that SQL may name, with their columns',
    tags: ['sql'],
    access: 'analyst',
    answers: { 200: answerOf('The tables', closed({ tables: { type: 'array', items: ref('Table') } })) },
    problems: [503],
  });
  return { '/sql': { get: tables, post: query() } };
}

function query(): JsonObject {
  const { maxSqlLength, maxRows, maxSeconds, defaultRows, defaultSeconds } = fixedLimits;
  const version = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  const fields = {
    sql: {
      type: 'string',
      pattern: '\\S',
      maxLength: maxSqlLength,
      description: 'one SELECT',
      examples: ['select count(*) as n from silver.pos_sale'],
    },
    format: { enum: Object.keys(mediaTypes), description: 'else what `accept` asks for, else JSON' },
    limit: { type: 'integer', minimum: 1, maximum: maxRows, default: defaultRows },
    timeoutSeconds: { type: 'integer', minimum: 1, maximum: maxSeconds, default: defaultSeconds },
    versions: {
      type: 'object',
      additionalProperties: version,
      description: 'versions of tables that the query names without AT',
    },
  };
  const optional = Object.keys(fields).filter(name => name !== 'sql');
  const { json: _json, ...files } = mediaTypes;
  const binary = Object.values(files).map(type => [type.split(';')[0], { schema: {} }] as const);
  return operation({
    operationId: 'querySql',
    summary: 'One SELECT over the lake and gold, by DuckDB: read-only, fenced and bounded',
    tags: ['sql'],
    access: 'analyst',
    requestBody: { required: true, content: jsonContent(closed(fields, optional)) },
    answers: {
      200: {
        description: 'The rows, in the format asked for; CSV and Parquet say the rest in headers `assay-…`',
        content: { ...jsonContent(answerSchema), ...Object.fromEntries(binary) },
      },
    },
    problems: [400, 404, 408, 413, 422, 429, 503],
  });
}

const count = { type: 'integer', minimum: 0 };

const answerSchema = closed({
  columns: { type: 'array', items: closed({ name: { type: 'string' }, type: { type: 'string' } }) },
  rows,
  rowCount: count,
  truncated: { type: 'boolean', description: 'whether there were more rows than the limit' },
  tables: { description: 'the tables that were read, and their versions' },
  filesRead: count,
  filesPruned: { ...count, description: 'files that could hold no row of the answer' },
  elapsedMs: count,
});
