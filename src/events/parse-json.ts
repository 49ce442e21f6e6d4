// JSON from bytes. Half a surrogate pair is read as U+FFFD, what is nested too deeply to be written again is refused, and
// whole numbers beyond 2^53, which a double cannot hold, can be read as their digits.

import { isObject, type Json } from '../json.ts';
import { reject } from './decoded.ts';
import type { Rejection } from './silver-event.ts';

export type ParsedJson = { ok: true; json: Json } | { ok: false; rejection: Rejection };

/** As deep as Jackson reads, which Kafka Connect is built on. JSON.stringify goes some thousands deep. */
const maxDepth = 1_000;

/** A body shorter than this cannot be nested more than `maxDepth` deep. */
const shallowBytes = 2 * maxDepth;

export function parseJson(body: Uint8Array): ParsedJson {
  return parseText(textOf(body));
}

export function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

export function parseText(text: string): ParsedJson {
  try {
    let json: Json = JSON.parse(text);
    if (text.length > shallowBytes && isDeeper(json, maxDepth))
      return reject('malformed_body', `the body is nested more than ${maxDepth} levels deep`, '');
    if (escapedSurrogate.test(text)) json = wellFormed(json);
    return { ok: true, json };
  } catch (error) {
    return reject(
      'malformed_body',
      `the body is not JSON: ${error instanceof Error ? error.message : error}`,
      '',
    );
  }
}

const escapedSurrogate = /\\u[dD][89a-fA-F]/;

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name.toWellFormed(), wellFormed(field)]),
  );
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const element of value) if (isDeeper(element, levels - 1)) return true;
    return false;
  }
  for (const name in value) if (isDeeper(value[name] ?? null, levels - 1)) return true;
  return false;
}

/** Whether there is a whole number that a double may have rounded. */
export function hasLongInteger(value: Json): boolean {
  if (typeof value === 'number') return value > maxSafe || value < -maxSafe;
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) if (hasLongInteger((value as Record<string, Json>)[name] ?? null)) return true;
  return false;
}

const maxSafe = Number.MAX_SAFE_INTEGER;

/** The text is JSON, and not too deep. What is written with a point or an exponent is a double, and stays a number. */
export function withLongIntegersAsText(text: string): Json {
  // ECMA-262's JSON.parse source text access, which the library's types do not have yet.
  const parse = JSON.parse as (
    text: string,
    reviver: (name: string, value: Json, context: { source?: string }) => Json,
  ) => Json;
  return wellFormed(
    parse(text, (_name, value, { source }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source)
        ? source
        : value,
    ),
  );
}
