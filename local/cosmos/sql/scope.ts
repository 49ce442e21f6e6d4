// Which documents a query has to look at: one partition, some, or all; and in a partition, one id or all.
import { keyPrefix, parseKeyValues } from '../partition-key.ts';
import type { Container } from '../store/container.ts';
import type { Item, LogicalPartition } from '../store/item.ts';
import type { Frame } from './compile.ts';
import { requiredValues } from './key-equality.ts';
import type { Expression } from './syntax.ts';

export type Range = { start: string; end: string };

/** What the request's headers limit the query to. */
export type RequestScope = { partitionKey?: string; range?: Range };

/** The partitions that a request's key, feed range or WHERE leave, in the order in which pages run through them. */
export function partitionsFor(
  container: Container,
  request: RequestScope,
  where: Expression | undefined,
  frame: Frame,
): LogicalPartition[] {
  const keys =
    request.partitionKey !== undefined
      ? [parseKeyValues(request.partitionKey)]
      : keysRequired(container, where, frame);
  const partitions = keys === undefined ? [...container.partitions.values()] : withKeys(container, keys);
  const { range } = request;
  const inside =
    range === undefined
      ? partitions
      : partitions.filter(partition => {
          const key = container.effectiveKeyOf(partition);
          return key >= range.start && key < range.end;
        });
  return inside.sort((a, b) => a.ordinal - b.ordinal);
}

/** The documents of a partition that can fulfil WHERE's condition on the id, oldest first. */
export function* candidates(
  container: Container,
  partition: LogicalPartition,
  ids: readonly unknown[] | undefined,
): Generator<Item> {
  if (ids === undefined) {
    for (const item of partition.items.values()) if (container.isLive(item)) yield item;
    return;
  }
  const found: Item[] = [];
  for (const id of new Set(ids)) {
    const item = typeof id === 'string' ? partition.items.get(id) : undefined;
    if (item !== undefined && container.isLive(item)) found.push(item);
  }
  yield* found.sort((a, b) => a.rid - b.rid);
}

function keysRequired(
  container: Container,
  where: Expression | undefined,
  frame: Frame,
): unknown[][] | undefined {
  let keys: unknown[][] | undefined;
  for (const path of container.keyPaths) {
    const values = requiredValues(where, path, frame);
    if (values === undefined) return keys;
    keys = (keys ?? [[]]).flatMap(key => values.map(value => [...key, value]));
  }
  return keys;
}

function withKeys(container: Container, keys: readonly unknown[][]): LogicalPartition[] {
  const found = new Set<LogicalPartition>();
  for (const key of keys) {
    if (key.length >= container.keyPaths.length) {
      const partition = container.partitions.get(JSON.stringify(key));
      if (partition !== undefined) found.add(partition);
      continue;
    }
    const prefix = keyPrefix(key);
    for (const partition of container.partitions.values()) {
      if (partition.key.startsWith(prefix)) found.add(partition);
    }
  }
  return [...found];
}
