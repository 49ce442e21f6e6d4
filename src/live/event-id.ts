// Ids of live events: where in the change feed, when, and of which query a client is. Any instance can go on from one.

import { hash } from 'node:crypto';

export type EventPlace = {
  /** Of the model that keeps the documents. */
  documents: string;
  /** What was asked for, as text. */
  query: string;
  position: string;
  atMs: number;
  /** Of the query in one process, and how many changes of its rows it had seen. */
  process: string;
  changes: number;
};

/** A longer id than this would not fit into a request's headers beside others. */
const maxIdCharacters = 3_000;

/** Null where the position is too long for a header: its client gets all rows when it comes again. */
export function eventId({ documents, query, ...place }: EventPlace): string | null {
  const { atMs, process, changes, position } = place;
  const text = [queryHash(documents, query), atMs.toString(36), `${process}.${changes}`, position].join(' ');
  const id = Buffer.from(text).toString('base64url');
  return id.length > maxIdCharacters ? null : id;
}

/** Null for what is no id of this query: clients send them. */
export function readEventId(
  id: string,
  { documents, query }: Pick<EventPlace, 'documents' | 'query'>,
): Omit<EventPlace, 'documents' | 'query'> | null {
  if (id.length > maxIdCharacters) return null;
  const [, hashed, at = '', process = '', changes, position = ''] =
    /^(\S+) ([0-9a-z]{1,10}) ([\w-]+)\.(\d{1,15}) ([\x20-\x7e]+)$/.exec(
      Buffer.from(id, 'base64url').toString('latin1'),
    ) ?? [];
  if (hashed !== queryHash(documents, query)) return null;
  return { position, atMs: Number.parseInt(at, 36), process, changes: Number(changes) };
}

function queryHash(documents: string, query: string): string {
  return hash('sha256', `${documents} ${query}`, 'base64url').slice(0, 12);
}
