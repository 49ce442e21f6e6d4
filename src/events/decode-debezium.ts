// Debezium change events in JSON, with or without the schema block, as a Z-set of weighted rows:
// create and snapshot read are +after, delete is −before, update is −before +after.

import type { EventType, Source } from '../catalog/catalog.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { refuseOtherEvent, refuseTombstone } from './debezium-other-events.ts';
import {
  type Columns,
  columnsOfBlock,
  compileColumns,
  convertRow,
  hasMoreThanKey,
  inspectRow,
  restoreUnchanged,
} from './debezium-rows.ts';
import {
  howToPublishBeforeImages,
  isInitialRead,
  logPosition,
  sourceTime,
  typeName,
} from './debezium-source.ts';
import { type DecodedRow, type DecodedRows, type DecodeResult, reject } from './decoded.ts';
import { parseText, textOf, withLongIntegersAsText } from './parse-json.ts';
import type { RawEvent } from './raw-event.ts';

type Refused = Extract<DecodeResult, { ok: false }>;
/** `allKey`: the table has no column beside its key, so the key is a full image. */
type Table = { key: readonly string[]; allKey: boolean; columns: Columns; textColumns: Columns };

export function compileDebeziumDecoder({
  types,
}: Source): (event: RawEvent, body: Uint8Array) => DecodeResult {
  const tables = new Map(types.map(type => [type.name, compileTable(type)]));
  return (_event, body) => {
    if (body.length === 0) return refuseTombstone('');
    const text = textOf(body);
    const parsed = parseText(text);
    return parsed.ok ? decodeChange(parsed.json, text, tables) : parsed;
  };
}

function compileTable({ key, schema, columns }: EventType): Table {
  const others = Object.keys(isObject(schema.properties) ? schema.properties : {}).filter(
    name => !key.includes(name),
  );
  const declared = Object.entries(columns ?? {});
  const asText = declared.filter(([, { mode }]) => mode !== undefined);
  return {
    key,
    allKey: others.length === 0,
    columns: compileColumns(Object.fromEntries(declared)),
    textColumns: compileColumns(Object.fromEntries(asText)),
  };
}

function decodeChange(body: Json, text: string, tables: ReadonlyMap<string, Table>): DecodeResult {
  if (body === null) return refuseTombstone('');
  if (!isObject(body)) return reject('malformed_envelope', 'the body is JSON but not an object', '');
  const wrapped = 'schema' in body && 'payload' in body;
  if (wrapped && body.payload === null) return refuseTombstone('/payload');
  const root = wrapped && isObject(body.payload) ? '/payload' : '';
  const envelope = root === '' ? body : (body.payload as JsonObject);
  const { source, op } = envelope;
  if (op !== 'c' && op !== 'r' && op !== 'u' && op !== 'd') return refuseOperation(envelope, root);
  if (!isObject(source))
    return reject('malformed_envelope', 'a Debezium envelope must have a "source" block', `${root}/source`);
  const type = typeName(source);
  const table = tables.get(type);
  if (!table)
    return reject('unknown_type', `the catalog has no table "${type}" for this source`, `${root}/source`);
  const care = { longIntegers: false, unavailable: false };
  if (isObject(envelope.before)) inspectRow(envelope.before, care);
  if (isObject(envelope.after)) inspectRow(envelope.after, care);
  // JSON.parse rounds what a double cannot hold; only rows with such numbers are read again, digit by digit.
  if (care.longIntegers) takeExactRows(envelope, text, root);
  const rows = changedRows(envelope, op, root, table);
  if (!rows.ok) return rows;
  const refused =
    (care.unavailable ? restoreRow(rows.rows, envelope) : null) ??
    convertRows(rows.rows, root === '' ? undefined : body.schema, table);
  if (refused) return refused;
  const identity = changeIdentity(type, table.key, source, rows.rows, op);
  if (identity === null)
    return reject(
      'missing_identity',
      'the "source" block has no log position (lsn, change_lsn, or file and pos)',
      `${root}/source`,
    );
  return { ok: true, decoded: { type, rows: rows.rows, identity, time: sourceTime(source) } };
}

function refuseOperation(envelope: JsonObject, root: string): Refused {
  const other = refuseOtherEvent(envelope, root);
  if (other) return other;
  if (envelope.op === undefined && !isObject(envelope.source))
    return reject(
      'malformed_envelope',
      'a Debezium envelope must have a "source" block and "op": do not flatten events (ExtractNewRecordState)',
      `${root}/source`,
    );
  return reject(
    'malformed_envelope',
    `"op" must be one of c, r, u, d, not ${JSON.stringify(envelope.op ?? null)}`,
    `${root}/op`,
  );
}

type ChangedRows = { ok: true; rows: DecodedRows } | Refused;

function changedRows(
  envelope: JsonObject,
  op: 'c' | 'r' | 'u' | 'd',
  root: string,
  table: Table,
): ChangedRows {
  const { before, after } = envelope;
  const removes = op === 'u' || op === 'd';
  if (op !== 'd' && !isObject(after))
    return reject('malformed_envelope', `"after" must be an object when "op" is "${op}"`, `${root}/after`);
  if (removes && !(isObject(before) && (table.allKey || hasMoreThanKey(before, table.key))))
    return missingBeforeImage(
      envelope,
      `${root}/before`,
      `"before" must hold the full row when "op" is "${op}"`,
    );
  const removed: DecodedRow | null =
    removes && isObject(before) ? { weight: -1, row: before, pointer: `${root}/before` } : null;
  if (op === 'd' && removed) return { ok: true, rows: [removed] };
  const added: DecodedRow = { weight: 1, row: after as JsonObject, pointer: `${root}/after` };
  return { ok: true, rows: removed ? [removed, added] : [added] };
}

function takeExactRows(envelope: JsonObject, text: string, root: string): void {
  const exact = withLongIntegersAsText(text) as JsonObject;
  const { before = null, after = null } = root === '' ? exact : (exact.payload as JsonObject);
  Object.assign(envelope, { before, after });
}

function restoreRow(rows: DecodedRows, envelope: JsonObject): Refused | null {
  const [removed, added] = rows.length === 2 ? rows : [undefined, rows[0]];
  const lost = restoreUnchanged((added ?? rows[0]).row, removed?.row ?? null);
  if (lost === null) return null;
  const pointer = `${(added ?? rows[0]).pointer}/${escapeToken(lost)}`;
  return missingBeforeImage(envelope, pointer, `the database did not log "${lost}"`);
}

function missingBeforeImage({ source }: JsonObject, pointer: string, what: string): Refused {
  const how = howToPublishBeforeImages(source as JsonObject);
  return reject('missing_before_image', `${what}: publish full before-images (${how})`, pointer);
}

function convertRows(rows: DecodedRows, block: Json | undefined, table: Table): Refused | null {
  for (const { row, pointer, weight } of rows) {
    const told = block && columnsOfBlock(block, weight === 1 ? 'after' : 'before');
    const wrong = convertRow(row, told ? withText(told, table) : table.columns);
    if (wrong !== null)
      return reject(
        'malformed_value',
        `the value of "${wrong}" is none of its column's type`,
        `${pointer}/${escapeToken(wrong)}`,
      );
  }
  return null;
}

/** A block calls bytes as hex a text, so they are still what the catalog says. */
function withText(told: Columns, { textColumns }: Table): Columns {
  if (textColumns.length === 0) return told;
  return [...told, ...textColumns.filter(([name]) => !told.some(([known]) => known === name))];
}

/** RFC 6901, section 3. */
const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');

/** Table, key, operation and log position; of a row that a snapshot of the whole table read, no position. */
function changeIdentity(
  type: string,
  key: readonly string[],
  source: JsonObject,
  rows: DecodedRows,
  op: string,
): string | null {
  const position = isInitialRead(op, source) ? 'snapshot' : logPosition(source);
  if (position === null) return null;
  const row = rows[rows.length - 1]?.row ?? {};
  return `${type} ${JSON.stringify(key.map(column => row[column] ?? null))} ${op} ${position}`;
}
