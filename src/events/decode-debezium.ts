// Debezium change events in JSON, with or without the schema envelope, as a Z-set of weighted rows:
// create and snapshot read are +after, delete is −before, update is −before +after.

import { isObject, type Json, type JsonObject } from '../json.ts';
import { type DecodedRow, type DecodedRows, type DecodeResult, reject } from './decoded.ts';

export function decodeDebezium(body: JsonObject, keysByType: ReadonlyMap<string, string[]>): DecodeResult {
  const wrapped = isObject(body.payload) && 'schema' in body;
  const envelope = wrapped ? (body.payload as JsonObject) : body;
  const root = wrapped ? '/payload' : '';
  const { source, op } = envelope;
  if (!isObject(source))
    return reject('malformed_envelope', 'a Debezium envelope must have a "source" block', `${root}/source`);
  const type = typeName(source);
  const key = keysByType.get(type);
  if (!key)
    return reject('unknown_type', `the catalog has no table "${type}" for this source`, `${root}/source`);
  const rows = changedRows(envelope, root);
  if (!rows.ok) return rows;
  const identity = changeIdentity(type, key, source, rows.rows, op ?? null);
  if (identity === null)
    return reject(
      'missing_identity',
      'the "source" block has no log position (lsn, change_lsn, or file and pos)',
      `${root}/source`,
    );
  const time = typeof source.ts_ms === 'number' ? isoTime(source.ts_ms) : null;
  return { ok: true, decoded: { type, rows: rows.rows, identity, time } };
}

type ChangedRows = { ok: true; rows: DecodedRows } | Extract<DecodeResult, { ok: false }>;

function changedRows({ op, before, after }: JsonObject, root: string): ChangedRows {
  if (op !== 'c' && op !== 'r' && op !== 'u' && op !== 'd')
    return reject(
      'malformed_envelope',
      `"op" must be one of c, r, u, d, not ${JSON.stringify(op ?? null)}`,
      `${root}/op`,
    );
  const added: DecodedRow | null = isObject(after)
    ? { weight: 1, row: after, pointer: `${root}/after` }
    : null;
  const removed: DecodedRow | null = isObject(before)
    ? { weight: -1, row: before, pointer: `${root}/before` }
    : null;
  if (op !== 'd' && !added)
    return reject('malformed_envelope', `"after" must be an object when "op" is "${op}"`, `${root}/after`);
  if ((op === 'u' || op === 'd') && !removed)
    return reject(
      'missing_before_image',
      `"before" must hold the full row when "op" is "${op}": publish full before-images (PostgreSQL: REPLICA IDENTITY FULL; MySQL: binlog_row_image=FULL)`,
      `${root}/before`,
    );
  if (op === 'u' && added && removed) return { ok: true, rows: [removed, added] };
  if (op === 'd' && removed) return { ok: true, rows: [removed] };
  return { ok: true, rows: [added as DecodedRow] };
}

function typeName({ db, schema, table }: JsonObject): string {
  return [db, schema, table].filter(part => typeof part === 'string' && part !== '').join('.');
}

/**
 * Table, key, operation and log position. PostgreSQL has `lsn`; SQL Server `change_lsn` and `event_serial_no`;
 * MySQL `file`, `pos` and `row`.
 */
function changeIdentity(
  type: string,
  key: string[],
  source: JsonObject,
  rows: DecodedRows,
  op: Json,
): string | null {
  const position = logPosition(source);
  if (position === null) return null;
  const row = rows[rows.length - 1]?.row ?? {};
  return `${type} ${JSON.stringify(key.map(column => row[column] ?? null))} ${op} ${position}`;
}

function logPosition({ lsn, change_lsn, event_serial_no, file, pos, row }: JsonObject): string | null {
  if (isPosition(lsn)) return String(lsn);
  if (isPosition(change_lsn)) return `${change_lsn}:${isPosition(event_serial_no) ? event_serial_no : 0}`;
  if (isPosition(file) && isPosition(pos)) return `${file}:${pos}:${isPosition(row) ? row : 0}`;
  return null;
}

function isPosition(value: Json | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function isoTime(timeMs: number): string | null {
  const time = new Date(timeMs);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
