// Requests that Event Grid brings, in its own schema or as CloudEvents: the package's own, and files dropped into the inbox.

import { isObject, type Json, type JsonObject } from '../json.ts';
import { inboxFolder, withoutQuotes } from './request.ts';

/** `key` names what is asked for: the same key is the same replay, however often it comes. */
export type Asked = { key: string; asked: string; type: string; data: unknown };

/** Null for an event that asks for nothing. Throws a TypeError when it is no event at all. */
export function askedByEvent(event: unknown, fileSystem: string): Asked | null {
  if (!isObject(event)) throw new TypeError('an Event Grid event must be a JSON object');
  const [type, source] = [event.type ?? event.eventType, event.source ?? event.topic];
  const { id, subject, data = null } = event;
  if (typeof type !== 'string' || typeof id !== 'string' || id === '')
    throw new TypeError('an Event Grid event must have a type and an id');
  const from = `${typeof source === 'string' ? source : ''} ${id}`.trim().slice(0, 500);
  if (type !== 'Microsoft.Storage.BlobCreated')
    return { key: `event ${from}`, asked: `event ${from}`, type: type.slice(0, 200), data };
  return askedByFile(String(subject ?? ''), data, fileSystem, from);
}

/** One event for each version of a file, also when it is told twice under two ids. */
function askedByFile(subject: string, data: Json, fileSystem: string, from: string): Asked | null {
  const root = `/blobServices/default/containers/${fileSystem}/blobs/`;
  const path = subject.startsWith(root) ? subject.slice(root.length) : '';
  if (!path.startsWith(inboxFolder)) return null;
  const { api, eTag } = isObject(data) ? data : ({} as JsonObject);
  // The dfs endpoint tells of a file when it is made, still empty, and again when it is whole.
  if (api === 'CreateFile') return null;
  const etag = typeof eTag === 'string' && eTag !== '' ? withoutQuotes(eTag) : undefined;
  return {
    key: `file ${path} ${etag ?? from}`,
    asked: `event ${from}`,
    type: 'Replay.BackfillSource',
    data: { path, ...(etag === undefined ? {} : { etag }) },
  };
}
