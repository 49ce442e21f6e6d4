// Link addresses of the service: what a client wants to talk to.

import type { Hub } from './open-hub.ts';
import type { PartitionLog } from './partition-log.ts';

export type SendTarget = { hub: Hub; partition: PartitionLog | null };
export type ReceiveSource = { hub: Hub; group: string; partitionId: string; partition: PartitionLog };

/** An AMQP error that ends a link. */
export type LinkRefusal = { condition: string; description: string };

export function isRefusal(value: object): value is LinkRefusal {
  return 'condition' in value;
}

function notFound(what: string): LinkRefusal {
  return { condition: 'amqp:not-found', description: `The messaging entity '${what}' could not be found.` };
}

/** `hub` or `hub/Partitions/n`; a whole `sb://` or `amqp://` address is cut to its path. */
export function parseSendTarget(address: string, hubs: ReadonlyMap<string, Hub>): SendTarget | LinkRefusal {
  const [, name = '', partitionId] = /^([^/]+)(?:\/Partitions\/(\d+))?$/i.exec(pathOf(address)) ?? [];
  const hub = hubs.get(name.toLowerCase());
  if (!hub) return notFound(address);
  if (partitionId === undefined) return { hub, partition: null };
  const partition = hub.partitions[Number(partitionId)];
  return partition ? { hub, partition } : notFound(address);
}

/** `hub/ConsumerGroups/group/Partitions/n`. */
export function parseReceiveSource(
  address: string,
  hubs: ReadonlyMap<string, Hub>,
): ReceiveSource | LinkRefusal {
  const [, name = '', group = '', partitionId = ''] =
    /^([^/]+)\/ConsumerGroups\/([^/]+)\/Partitions\/(\d+)$/i.exec(pathOf(address)) ?? [];
  const hub = hubs.get(name.toLowerCase());
  const partition = hub?.partitions[Number(partitionId)];
  if (!hub || !partition || !hub.consumerGroups.has(group.toLowerCase())) return notFound(address);
  return { hub, group: group.toLowerCase(), partitionId, partition };
}

function pathOf(address: string): string {
  return address.replace(/^[a-z]+:\/\/[^/]+\//i, '');
}
