// Link addresses of the service: `hub`, `hub/Partitions/n`, `hub/ConsumerGroups/group/Partitions/n`.
import { type AmqpFault, entityNotFound, partitionOutOfRange } from './amqp-errors.ts';
import type { ReaderGroup } from './epochs.ts';
import type { Hub, Partition } from './hub.ts';

/** Hubs by lower-case name: entity names are case-insensitive. */
export type Hubs = Map<string, Hub>;

function segmentsOf(address: string): string[] {
  return address
    .replace(/^[a-z]+:\/\/[^/]*\//, '')
    .replace(/^\/|\/$/g, '')
    .split('/');
}

/** The hub, and the partition when the address names one. */
export function findTarget(hubs: Hubs, address: string): { hub: Hub; partition?: Partition } | AmqpFault {
  const [name, kind, id, ...more] = segmentsOf(address);
  const hub = hubs.get((name ?? '').toLowerCase());
  if (hub === undefined || more.length > 0) return entityNotFound(address);
  if (kind === undefined) return { hub };
  if (kind.toLowerCase() !== 'partitions' || id === undefined) return entityNotFound(address);
  const partition = hub.partition(id);
  return partition ? { hub, partition } : partitionOutOfRange(id, hub.partitions.length);
}

/** The partition to read and the group's readers of it. */
export function findSource(
  hubs: Hubs,
  address: string,
): { partition: Partition; group: ReaderGroup } | AmqpFault {
  const [name, groups, groupName, partitions, id, ...more] = segmentsOf(address);
  const hub = hubs.get((name ?? '').toLowerCase());
  const wellFormed = groups?.toLowerCase() === 'consumergroups' && partitions?.toLowerCase() === 'partitions';
  if (hub === undefined || !wellFormed || id === undefined || more.length > 0) return entityNotFound(address);
  const partition = hub.partition(id);
  if (partition === undefined) return partitionOutOfRange(id, hub.partitions.length);
  const group = partition.readers.get((groupName ?? '').toLowerCase());
  return group ? { partition, group } : entityNotFound(address);
}
