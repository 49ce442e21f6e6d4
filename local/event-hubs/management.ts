// The answers of `$management` (READ of a hub or a partition) and `$cbs` (every token is accepted).
import rhea, { type Message } from 'rhea';
import type { Hubs } from './addresses.ts';
import { type AmqpFault, entityNotFound, invalidArgument, partitionOutOfRange } from './amqp-errors.ts';
import type { Hub, Partition } from './hub.ts';

const { types } = rhea;
// 0001-01-01T00:00:00Z: what the service says of a partition that never had an event.
const NEVER = -62_135_596_800_000;

const statusOf: Record<string, number> = {
  'amqp:not-found': 404,
  'com.microsoft:argument-error': 400,
  'com.microsoft:argument-out-of-range': 400,
};

/** Answers one request to the node `address`. */
export function answer(hubs: Hubs, address: string, request: Message): Message {
  if (address === '$cbs') return reply(request, 202, 'Accepted', null);
  const wanted = request.application_properties ?? {};
  const hub = hubs.get(String(wanted.name).toLowerCase());
  if (wanted.operation !== 'READ')
    return refuse(request, invalidArgument(`Unknown operation '${wanted.operation}'.`));
  if (hub === undefined) return refuse(request, entityNotFound(String(wanted.name)));
  if (wanted.type === 'com.microsoft:eventhub') return reply(request, 200, 'OK', describeHub(hub));
  if (wanted.type !== 'com.microsoft:partition') {
    return refuse(request, invalidArgument(`Unknown entity type '${wanted.type}'.`));
  }
  const id = String(wanted.partition);
  const partition = hub.partition(id);
  if (partition === undefined) return refuse(request, partitionOutOfRange(id, hub.partitions.length));
  return reply(request, 200, 'OK', describePartition(hub, partition));
}

function describeHub(hub: Hub): Record<string, unknown> {
  return {
    name: hub.name,
    type: 'com.microsoft:eventhub',
    created_at: types.wrap_timestamp(hub.createdAt.getTime()),
    partition_count: types.wrap_int(hub.partitions.length),
    partition_ids: types.wrap_array(
      hub.partitions.map(partition => partition.id),
      0xa1,
      undefined,
    ),
    georeplication_factor: types.wrap_int(1),
  };
}

function describePartition(hub: Hub, { id, log }: Partition): Record<string, unknown> {
  const { tail, beginSequence } = log;
  return {
    name: hub.name,
    type: 'com.microsoft:partition',
    partition: id,
    begin_sequence_number: types.wrap_long(beginSequence),
    last_enqueued_sequence_number: types.wrap_long(tail.nextSequence - 1),
    last_enqueued_offset: String(tail.lastOffset),
    last_enqueued_time_utc: types.wrap_timestamp(tail.nextSequence === 0 ? NEVER : tail.lastTime),
    is_partition_empty: tail.nextSequence === beginSequence,
  };
}

function refuse(request: Message, fault: AmqpFault): Message {
  const message = reply(request, statusOf[fault.condition] ?? 500, fault.description, null);
  return {
    ...message,
    application_properties: { ...message.application_properties, 'error-condition': fault.condition },
  };
}

function reply(request: Message, status: number, description: string, body: unknown): Message {
  return {
    correlation_id: request.message_id as string,
    application_properties: { 'status-code': types.wrap_int(status), 'status-description': description },
    body,
  };
}
