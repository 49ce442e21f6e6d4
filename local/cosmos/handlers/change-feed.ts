// GET …/docs with A-IM: the latest version of every document that was written behind a point, oldest first. The point
// is an If-None-Match: the etag of the last answer, or * for now; without it, from the beginning or If-Modified-Since.
import { badRequest } from '../errors.ts';
import { containerOf, type Exchange, header, type Reply } from '../exchange.ts';
import { keyPrefix, parseKeyValues } from '../partition-key.ts';
import { queryCharge } from '../request-charge.ts';
import { PageBuilder } from '../sql/page.ts';
import type { Container } from '../store/container.ts';
import type { Item } from '../store/item.ts';
import { mostRowsOf, rangeOf } from './query-items.ts';

export function readChangeFeed(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  if (!/^incremental feed$/i.test(header(exchange, 'a-im') ?? '')) {
    throw badRequest('Only the latest version mode of the change feed is supported here.');
  }
  const behind = behindOf(exchange, container);
  const since = behind < 0 ? sinceOf(exchange) : 0;
  const isIn = filterOf(exchange, container);
  const page = new PageBuilder(mostRowsOf(exchange));
  let last = behind;
  for (const item of changesOf(exchange, container, behind)) {
    if (page.full) break;
    if (item.timestamp < since || !container.isLive(item) || !isIn(item)) continue;
    page.add(item.text);
    last = item.lsn;
  }
  const charge = queryCharge(page.rows.length, page.bytes);
  const count = page.rows.length;
  const headers = ['x-ms-item-count', String(count)];
  if (count === 0) return { status: 304, charge, etag: `"${container.lsn}"`, container, headers };
  const body = `{"_rid":"${container.rid}","Documents":[${page.rows.join(',')}],"_count":${count}}`;
  return { status: 200, body, charge, etag: `"${last}"`, container, headers };
}

function behindOf(exchange: Exchange, container: Container): number {
  const given = header(exchange, 'if-none-match');
  if (given === undefined) return -1;
  if (given === '*') return container.lsn;
  const lsn = Number(given.replaceAll('"', ''));
  if (!Number.isInteger(lsn) || lsn < 0)
    throw badRequest(`Invalid continuation of the change feed: ${given}`);
  return lsn;
}

/** Seconds from which changes count. */
function sinceOf(exchange: Exchange): number {
  const given = header(exchange, 'if-modified-since');
  if (given === undefined) return 0;
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw badRequest(`If-Modified-Since '${given}' is not a date.`);
  return Math.floor(time / 1000);
}

/** Changes behind `behind`; those of one full partition key without running through the container's. */
function changesOf(exchange: Exchange, container: Container, behind: number): Iterable<Item> {
  const key = header(exchange, 'x-ms-documentdb-partitionkey');
  if (key === undefined) return container.feed.since(behind);
  const values = parseKeyValues(key);
  if (values.length < container.keyPaths.length) return container.feed.since(behind);
  const items = container.partitions.get(JSON.stringify(values))?.items.values() ?? [];
  return [...items].filter(item => item.lsn > behind).sort((a, b) => a.lsn - b.lsn);
}

function filterOf(exchange: Exchange, container: Container): (item: Item) => boolean {
  const range = rangeOf(exchange);
  if (range !== undefined) {
    return ({ partition }) => {
      const effective = container.effectiveKeyOf(partition);
      return effective >= range.start && effective < range.end;
    };
  }
  const key = header(exchange, 'x-ms-documentdb-partitionkey');
  if (key === undefined) return () => true;
  const values = parseKeyValues(key);
  if (values.length >= container.keyPaths.length) return () => true;
  const prefix = keyPrefix(values);
  return ({ partition }) => partition.key.startsWith(prefix);
}
