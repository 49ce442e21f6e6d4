// What every document must be: an id, a sound time to live; and which properties only the service sets.
import { badRequest } from '../errors.ts';
import { type Document, setProperty } from '../json.ts';

export const SYSTEM_PROPERTIES = new Set(['_rid', '_self', '_etag', '_attachments', '_ts']);

/** A caller's document without what only the service may set. */
export function withoutSystemProperties(document: Document): Document {
  if (!('_rid' in document || '_self' in document || '_attachments' in document)) return document;
  const own: Document = {};
  for (const [name, value] of Object.entries(document)) {
    if (!SYSTEM_PROPERTIES.has(name)) setProperty(own, name, value);
  }
  return own;
}

/** @throws 400 when the id is missing or has characters that an id may not have */
export function validId({ id }: Document): string {
  if (typeof id !== 'string' || id === '') {
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  }
  if (id.length > 1023 || /[/\\?#]/.test(id))
    throw badRequest(`The id '${id}' has characters it may not have.`);
  return id;
}

/** @throws 400 unless `ttl` is absent, -1 or a positive integer */
export function checkTtl({ ttl }: Document): void {
  if (ttl === undefined || ttl === null || ttl === -1) return;
  if (Number.isInteger(ttl) && (ttl as number) > 0) return;
  throw badRequest(`The input ttl '${String(ttl)}' is invalid. Ttl value must be a positive integer or -1.`);
}
