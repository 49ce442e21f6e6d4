// Decides, from an event's bytes and the catalog alone, whether it may enter silver.
// Pure: the same event under the same catalog gets the same judgement, however often it is delivered.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { EventType, Expectation, Source } from '../catalog/catalog.ts';
import { compileExpression, type Evaluate } from '../expression/expression.ts';
import { compilePointer, type Json, type JsonObject } from '../json.ts';
import { decodeBody } from './decode.ts';
import { type Decoded, reject } from './decoded.ts';
import type { RawEvent } from './raw-event.ts';
import type { Rejection, SilverEvent } from './silver-event.ts';

export type Judgement =
  | { ok: true; event: SilverEvent }
  | { ok: false; rejection: Rejection }
  /** A `fail` expectation does not hold: the partition must stop here until someone acts. */
  | { ok: 'stop'; expectation: string; rejection: Rejection };

type CompiledExpectation = Expectation & { evaluate: Evaluate };

type CompiledType = {
  type: EventType;
  validate: ValidateFunction;
  readTime: (row: Json) => Json;
  readIdentity: ((row: Json) => Json) | null;
  expectations: CompiledExpectation[];
};

/** An event more than this ahead of the broker's clock has a wrong clock: its windows would never be asked for. */
const maxAheadMs = 24 * 3_600_000;

/** Compiles a source's schemas and expectations, once. Throws on a schema or expression that does not compile. */
export function compileJudge(source: Source): (event: RawEvent) => Judgement {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  addFormats.default(ajv);
  const types = new Map(source.types.map(type => [type.name, compileType(ajv, type, source.name)]));
  const keysByType = new Map(source.types.map(type => [type.name, type.key]));
  return event => {
    const result = decodeBody(event.body, source.encoding, keysByType);
    if (!result.ok) return result;
    const compiled = types.get(result.decoded.type);
    if (!compiled)
      return reject(
        'unknown_type',
        `the catalog has no type "${result.decoded.type}" for source "${source.name}"`,
        '/type',
      );
    return judgeDecoded(result.decoded, compiled, event.enqueuedTimeMs);
  };
}

function compileType(ajv: Ajv2020, type: EventType, source: string): CompiledType {
  try {
    return {
      type,
      validate: ajv.compile(type.schema),
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

function judgeDecoded(decoded: Decoded, compiled: CompiledType, enqueuedTimeMs: number): Judgement {
  for (const [i, { row }] of decoded.rows.entries())
    if (!compiled.validate(row)) return schemaViolation(compiled, decoded.rowPointers[i] ?? '');
  const current = decoded.rows[decoded.rows.length - 1]?.row ?? {};
  const identity = decoded.identity ?? plainIdentity(compiled, current);
  if (identity === null)
    return reject(
      'missing_identity',
      'the identity field is missing or is not text',
      compiled.type.identity ?? '',
    );
  const eventTimeMs = eventTime(compiled, decoded, current);
  const timePointer = `${decoded.rowPointers.at(-1) ?? ''}${compiled.type.time}`;
  if (eventTimeMs === null)
    return reject('invalid_event_time', 'the event time is not an RFC 3339 time', timePointer);
  if (eventTimeMs > enqueuedTimeMs + maxAheadMs)
    return reject(
      'invalid_event_time',
      'the event time is more than a day ahead of the time it was received',
      timePointer,
    );
  const { type, table } = { type: compiled.type.name, table: compiled.type.table };
  const event: SilverEvent = { type, table, identity, eventTimeMs, rows: decoded.rows, warnings: [] };
  return checkExpectations(event, compiled, current, { enqueuedTimeMs }, decoded.rowPointers.at(-1) ?? '');
}

function checkExpectations(
  event: SilverEvent,
  { expectations }: CompiledType,
  row: JsonObject,
  context: { enqueuedTimeMs: number },
  pointer: string,
): Judgement {
  for (const { name, action, evaluate } of expectations) {
    if (evaluate(row, context) === true) continue;
    const rejection: Rejection = {
      reason: 'expectation_failed',
      detail: `the expectation "${name}" does not hold`,
      pointer,
    };
    if (action === 'warn') event.warnings.push(name);
    else if (action === 'drop') return { ok: false, rejection };
    else return { ok: 'stop', expectation: name, rejection };
  }
  return { ok: true, event };
}

function schemaViolation({ validate }: CompiledType, root: string): Judgement {
  const [error] = validate.errors ?? [];
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

function eventTime({ readTime }: CompiledType, decoded: Decoded, row: JsonObject): number | null {
  const value = readTime(row) ?? decoded.time;
  const timeMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(timeMs) ? null : timeMs;
}
