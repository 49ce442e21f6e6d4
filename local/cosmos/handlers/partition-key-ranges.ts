// GET …/pkranges: the physical partitions, and the range that the keys of each hash into.
import { containerOf, type Exchange, type Reply } from '../exchange.ts';

export function listPartitionKeyRanges(exchange: Exchange): Reply {
  const { rid, self } = containerOf(exchange);
  const partitions = exchange.partitions.all();
  const ranges = partitions.map(({ id, min, max, parents }) => ({
    _rid: `${rid}AA`,
    id,
    _etag: '"0"',
    minInclusive: min,
    maxExclusive: max,
    ridPrefix: Number(id),
    _self: `${self}pkranges/${rid}AA/`,
    throughputFraction: 1 / partitions.length,
    status: 'online',
    parents,
    _ts: 0,
  }));
  const body = JSON.stringify({ _rid: rid, PartitionKeyRanges: ranges, _count: ranges.length });
  return { status: 200, body, charge: 1, headers: ['x-ms-item-count', String(ranges.length)] };
}
