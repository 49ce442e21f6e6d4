// A request to the registry, apart from any framework.

import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Page, Which } from '../browse.ts';
import { RegistryError } from '../registry-error.ts';

export type RegistryRequest = {
  method: string;
  /** Below the registry's base address, still encoded: `subjects/a%2Fb`. */
  path: string;
  query: URLSearchParams;
  /** Null when there is none. */
  accept: string | null;
  contentType: string | null;
  body: string;
};

/** As Java reads a boolean: `True` of a Python client is true. */
export const flag = (query: URLSearchParams, name: string): boolean =>
  query.get(name)?.toLowerCase() === 'true';

export const which = (query: URLSearchParams): Which => ({
  deleted: flag(query, 'deleted'),
  deletedOnly: flag(query, 'deletedOnly'),
});

const MAX_PAGE = 20_000;

/** `limit` below 0 is all that there may be. */
export function page(query: URLSearchParams): Page {
  const limit = wholeNumber(query, 'limit', -1);
  return {
    offset: Math.max(0, wholeNumber(query, 'offset', 0)),
    limit: limit < 0 ? MAX_PAGE : Math.min(limit, MAX_PAGE),
  };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? '';
  if (text === '') return otherwise;
  if (!/^-?\d{1,9}$/.test(text))
    throw new RegistryError(400, `"${name}" must be a whole number, not "${text}"`);
  return Number(text);
}

/** Characters of a body: a schema of the greatest length, escaped, with its references. */
const MAX_BODY_LENGTH = 1_000_000;

/** Throws 400 for what is not JSON, 413 for what is too long. */
export function readBody({ body }: RegistryRequest): Json {
  if (body.length > MAX_BODY_LENGTH)
    throw new RegistryError(413, `The body has ${body.length} characters; ${MAX_BODY_LENGTH} are the most`);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new RegistryError(400, `The body is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

export function readObject(request: RegistryRequest): JsonObject {
  const body = readBody(request);
  if (!isObject(body)) throw new RegistryError(422, 'The body must be a JSON object');
  return body;
}
