// The `source` block of a change event: which table it is of, and where in the database's log it stands.

import type { Json, JsonObject } from '../json.ts';

/** `<db>.<schema>.<table>`, and `<db>.<table>` for MySQL, which has no schemas. */
export function typeName({ db, schema, table }: JsonObject): string {
  let name = '';
  for (const part of [db, schema, table])
    if (typeof part === 'string' && part !== '') name += name === '' ? part : `.${part}`;
  return name;
}

/**
 * PostgreSQL has `lsn`; SQL Server `change_lsn` and `event_serial_no`; MySQL `file`, `pos` and `row`, with `gtid` where it
 * has one: another server that takes over has files of the same names. Null when there is none of them.
 */
export function logPosition({
  lsn,
  change_lsn,
  event_serial_no,
  file,
  pos,
  row,
  gtid,
}: JsonObject): string | null {
  if (isPosition(lsn)) return String(lsn);
  if (isPosition(change_lsn)) return `${change_lsn}:${isPosition(event_serial_no) ? event_serial_no : 0}`;
  if (isPosition(file) && isPosition(pos))
    return `${isPosition(gtid) ? `${gtid}:` : ''}${file}:${pos}:${isPosition(row) ? row : 0}`;
  return null;
}

function isPosition(value: Json | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/**
 * Whether a row was read by a snapshot of the whole table, which counts each row once: read again after a crash, it is the
 * same row. An incremental snapshot stands in the log, and has positions as changes do.
 */
export function isInitialRead(op: Json | undefined, { snapshot }: JsonObject): boolean {
  return op === 'r' && snapshot !== 'incremental';
}

/** RFC 3339; null when `ts_ms` is no time. Some converters write it as text. */
export function sourceTime({ ts_ms }: JsonObject): string | null {
  if (typeof ts_ms !== 'number' && (typeof ts_ms !== 'string' || ts_ms === '')) return null;
  const time = new Date(Number(ts_ms));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** What an administrator runs so that updates and deletes carry the whole row as it was. */
export function howToPublishBeforeImages({ connector, schema, table }: JsonObject): string {
  switch (connector) {
    case 'mysql':
    case 'mariadb':
      return 'SET PERSIST binlog_row_image = FULL';
    case 'sqlserver':
      return `sys.sp_cdc_enable_table with every column of ${schema ?? 'dbo'}.${table} in @captured_column_list`;
    case 'oracle':
      return `ALTER TABLE ${schema}.${table} ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS`;
    case 'postgresql':
      return `ALTER TABLE ${schema ?? 'public'}.${table} REPLICA IDENTITY FULL`;
    default:
      return 'PostgreSQL: ALTER TABLE … REPLICA IDENTITY FULL; MySQL: SET PERSIST binlog_row_image = FULL; SQL Server: capture every column';
  }
}
