// GET …/pkranges — one physical partition: all keys hash into its range.
import { containerOf, type Exchange, type Reply } from '../exchange.ts';

export function listPartitionKeyRanges(exchange: Exchange): Reply {
  const { rid, self } = containerOf(exchange);
  const range = {
    _rid: `${rid}AA`,
    id: '0',
    _etag: '"0"',
    minInclusive: '',
    maxExclusive: 'FF',
    ridPrefix: 0,
    _self: `${self}pkranges/${rid}AA/`,
    throughputFraction: 1,
    status: 'online',
    parents: [],
    _ts: 0,
  };
  const body = JSON.stringify({ _rid: rid, PartitionKeyRanges: [range], _count: 1 });
  return { status: 200, body, charge: 1, headers: ['x-ms-item-count', '1'] };
}
