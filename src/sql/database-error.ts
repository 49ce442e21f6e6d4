// DuckDB's errors (with `errors_as_json`), and where in the query's own text they lie.

import { isObject, type JsonObject } from '../json.ts';
import type { ReplyOf } from './protocol.ts';

type Failed = ReplyOf<'failed'>;

/** `offset` is in the text that DuckDB ran. */
export function readDatabaseError(error: unknown): Failed {
  const text = error instanceof Error ? error.message : String(error);
  const json = parseObject(text.slice(Math.max(0, text.indexOf('{'))));
  if (!json || typeof json.exception_message !== 'string') {
    const [, type = 'Unknown', message = text] = /^([\w ]+) Error: ([\s\S]*)$/.exec(text) ?? [];
    return { kind: 'failed', type, message, offset: null };
  }
  return {
    kind: 'failed',
    type: String(json.exception_type),
    // A list of all that + could have meant helps nobody.
    message: json.exception_message.replace(/\s*Candidate functions:[\s\S]*$/, ''),
    offset: readOffset(json),
  };
}

/** What `json_serialize_sql` says of a `sql` that is no SELECT; null when it is one. */
export function readSerializeError(serialized: string, sql: string): Failed | null {
  const json = parseObject(serialized);
  if (json?.error !== true) return null;
  const message = String(json.error_message);
  const notSelect = json.error_type === 'not implemented';
  return {
    kind: 'failed',
    type: 'Parser',
    message: notSelect
      ? 'only a SELECT is answered (or FROM, VALUES, WITH, DESCRIBE and SUMMARIZE): nothing is changed, attached, set or loaded from here'
      : message,
    offset: offsetOfCharacter(readOffset(json), sql),
  };
}

/** The parser counts characters, and everything else in DuckDB counts bytes. */
function offsetOfCharacter(position: number | null, sql: string): number | null {
  return position === null ? null : Buffer.byteLength([...sql].slice(0, position).join(''));
}

/**
 * DuckDB ran `ran`, which it wrote itself from the tree `asked`. Both trees have the same shape: the node that stands at
 * `offset` in the one is where the author wrote it in the other. Null when there is none.
 */
export function offsetInQuery(offset: number, ran: string, asked: string): number | null {
  const there = locations(ran);
  const here = locations(asked);
  const found = here.length === there.length ? here[there.indexOf(String(offset))] : undefined;
  return found !== undefined && Number.isSafeInteger(Number(found)) ? Number(found) : null;
}

function locations(tree: string): string[] {
  return [...tree.matchAll(/"query_location":(\d+)/g)].map(([, location]) => location ?? '');
}

function readOffset({ position }: JsonObject): number | null {
  return typeof position === 'string' && /^\d{1,9}$/.test(position) ? Number(position) : null;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
