// The reply to a request about one document.
import { type Exchange, header, type Reply } from '../exchange.ts';
import type { Conditions } from '../item-operations.ts';
import { keyOfHeader } from '../partition-key.ts';
import { readCharge, writeCharge } from '../request-charge.ts';
import type { Container } from '../store/container.ts';
import { etagOf, type Item } from '../store/item.ts';

/** The canonical partition key of the request's header. @throws 400 */
export function keyOf(exchange: Exchange, container: Container): string {
  return keyOfHeader(header(exchange, 'x-ms-documentdb-partitionkey'), container.keyPaths);
}

export function conditionsOf({ headers }: Exchange): Conditions {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

export function itemRead(container: Container, item: Item): Reply {
  const charge = readCharge(Buffer.byteLength(item.text));
  return { status: 200, body: item.text, charge, etag: etagOf(item.lsn, item.timestamp), container };
}

/** With `Prefer: return=minimal` the document is not sent back. */
export function itemWritten(exchange: Exchange, status: number, container: Container, item: Item): Reply {
  const charge = writeCharge(Buffer.byteLength(item.text));
  const etag = etagOf(item.lsn, item.timestamp);
  if (header(exchange, 'prefer') === 'return=minimal') return { status, body: '', charge, etag, container };
  return { status, body: item.text, charge, etag, container };
}
