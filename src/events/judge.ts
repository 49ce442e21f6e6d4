// Decides, from an event's bytes and the catalog alone, whether it may enter silver.
// Pure: the same event under the same catalog gets the same judgement, however often it is delivered.

import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type EventType, type Expectation, type Source, wireFormats } from '../catalog/catalog.ts';
import { compileExpression, type Evaluate } from '../expression/expression.ts';
import { compilePointer, type Json, type JsonObject } from '../json.ts';
import { compileDecoder } from './decode.ts';
import { type Decoded, type DecodedRow, reject } from './decoded.ts';
import { compileFrameVersions, type FrameSchemas, loadFrameSchemas } from './frame-schemas.ts';
import type { RawEvent } from './raw-event.ts';
import type { Rejection, SilverEvent, WeightedRow } from './silver-event.ts';
import { compileRowReader, type ReadRow, type RowReader } from './versions.ts';

export type Judgement =
  | { ok: true; event: SilverEvent }
  | { ok: false; rejection: Rejection }
  /** A `fail` expectation does not hold: the partition must stop here until someone acts. */
  | { ok: 'stop'; expectation: string; rejection: Rejection };

/**
 * Judges one event. Where frames name their schemas, `ready` comes first, with the events of a batch: it looks up what is not
 * known yet, and gives null, without a promise, when all is.
 */
export type Judge = ((event: RawEvent) => Judgement) & {
  ready?: (events: readonly RawEvent[]) => Promise<void> | null;
};

type CompiledExpectation = Expectation & { evaluate: Evaluate };

type CompiledType = {
  type: EventType;
  reader: RowReader;
  readTime: (row: Json) => Json;
  readIdentity: ((row: Json) => Json) | null;
  expectations: CompiledExpectation[];
};

/** An event more than this ahead of the broker's clock has a wrong clock: its windows would never be asked for. */
const maxAheadMs = 24 * 3_600_000;

/**
 * Compiles a source's schemas and expectations, once. Without `schemas` the ids of frames are not looked at. Throws on a
 * schema or expression that does not compile.
 */
export function compileJudge(source: Source, schemas: FrameSchemas | null = null): Judge {
  // A row of a table stays as its source has it: what is taken out of a sum must be what was put into it.
  const isTable = source.encoding === 'debezium';
  const ajv = new Ajv2020({ strict: false, allErrors: false, useDefaults: !isTable });
  addFormats.default(ajv);
  const types = new Map(
    source.types.map(type => [
      type.name,
      compileType(ajv, isTable ? { ...type, older: [] } : type, source.name),
    ]),
  );
  const decode = compileDecoder(source);
  const versionOf = schemas && compileFrameVersions(source, schemas);
  const judge = (event: RawEvent): Judgement => {
    const result = decode(event);
    if (!result.ok) return result;
    const { decoded } = result;
    const compiled = types.get(decoded.type);
    if (!compiled)
      return reject(
        'unknown_type',
        `the catalog has no type "${decoded.type}" for source "${source.name}"`,
        '/type',
      );
    const { schemaId } = decoded;
    if (versionOf === null || schemaId === undefined)
      return judgeDecoded(decoded, compiled, compiled.reader.read, event.enqueuedTimeMs);
    const named = versionOf(decoded, schemaId);
    if (!named.ok) return named;
    const read = (named.$id === null ? undefined : compiled.reader.readAs(named.$id)) ?? compiled.reader.read;
    return judgeDecoded(decoded, compiled, read, event.enqueuedTimeMs);
  };
  if (schemas === null || !wireFormats(source).includes('confluent')) return judge;
  return Object.assign(judge, { ready: (events: readonly RawEvent[]) => loadFrameSchemas(schemas, events) });
}

function compileType(ajv: Ajv2020, type: EventType, source: string): CompiledType {
  try {
    return {
      type,
      reader: compileRowReader(ajv, type),
      readTime: compilePointer(type.time),
      readIdentity: type.identity === null ? null : compilePointer(type.identity),
      expectations: type.expectations.map(expectation => ({
        ...expectation,
        evaluate: compileExpression(expectation.expect),
      })),
    };
  } catch (error) {
    throw new Error(
      `catalog source "${source}", type "${type.name}": ${error instanceof Error ? error.message : error}`,
    );
  }
}

function judgeDecoded(
  decoded: Decoded,
  compiled: CompiledType,
  readRow: ReadRow,
  enqueuedTimeMs: number,
): Judgement {
  for (const decodedRow of decoded.rows) {
    const read = readRow(decodedRow.row, { enqueuedTimeMs });
    if (!read.ok) return schemaViolation(read.error, decodedRow.pointer);
    decodedRow.row = read.row;
  }
  const current = decoded.rows.at(-1) ?? decoded.rows[0];
  const identity = decoded.identity ?? plainIdentity(compiled, current.row);
  if (identity === null)
    return reject(
      'missing_identity',
      'the identity field is missing or is not text',
      compiled.type.identity ?? '',
    );
  const rows: WeightedRow[] = [];
  for (const { weight, row, pointer } of decoded.rows) {
    const eventTimeMs = timeOf(compiled, row, decoded.time);
    const wrong = wrongTime(eventTimeMs, enqueuedTimeMs);
    if (wrong !== null) return reject('invalid_event_time', wrong, `${pointer}${compiled.type.time}`);
    rows.push({ weight, row, eventTimeMs });
  }
  const { name: type, table } = compiled.type;
  const eventTimeMs = rows.at(-1)?.eventTimeMs ?? Number.NaN;
  const event: SilverEvent = { type, table, identity, eventTimeMs, rows, warnings: [] };
  return checkExpectations(event, compiled, current, { enqueuedTimeMs });
}

function checkExpectations(
  event: SilverEvent,
  { expectations, type }: CompiledType,
  { row, pointer }: DecodedRow,
  context: { enqueuedTimeMs: number },
): Judgement {
  for (const { name, action, evaluate } of expectations) {
    if (evaluate(row, context) === true) continue;
    const rejection: Rejection = {
      reason: 'expectation_failed',
      detail: `the expectation "${name}" does not hold`,
      pointer,
      expectation: { table: type.table, name },
    };
    if (action === 'warn') event.warnings.push(name);
    else if (action === 'drop') return { ok: false, rejection };
    else return { ok: 'stop', expectation: name, rejection };
  }
  return { ok: true, event };
}

function schemaViolation(error: ErrorObject | undefined, root: string): Judgement {
  const missing = error?.keyword === 'required' ? `/${String(error.params.missingProperty)}` : '';
  return reject(
    'schema_violation',
    error?.message ?? 'does not match the schema',
    `${root}${error?.instancePath ?? ''}${missing}`,
  );
}

function plainIdentity({ readIdentity, type }: CompiledType, row: JsonObject): string | null {
  const value = readIdentity?.(row) ?? null;
  return typeof value === 'string' || typeof value === 'number' ? `${type.name} ${value}` : null;
}

/** Epoch ms; NaN when it is no time. The time of the envelope stands in for a field that the row has not. */
function timeOf({ readTime }: CompiledType, row: JsonObject, envelopeTime: string | null): number {
  const value = readTime(row) ?? envelopeTime;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** Null when the time is one to fold by. */
function wrongTime(eventTimeMs: number, enqueuedTimeMs: number): string | null {
  if (Number.isNaN(eventTimeMs)) return 'the event time is not an RFC 3339 time';
  if (eventTimeMs > enqueuedTimeMs + maxAheadMs)
    return 'the event time is more than a day ahead of the time it was received';
  return null;
}
