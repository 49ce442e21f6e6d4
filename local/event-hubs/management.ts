// $management and $cbs: requests by one link, replies by another, on the connection they came by.

import type { Connection, Message, Sender } from 'rhea';
import type { Hub } from './open-hub.ts';

export type ReplyLinks = {
  add(link: Sender): void;
  /** Answers a request that came to `node` (`$cbs` or `$management`). */
  answer(connection: Connection, node: string, request: Message): void;
};

export function createReplyLinks(hubs: ReadonlyMap<string, Hub>): ReplyLinks {
  const links = new WeakMap<Connection, Map<string, Sender>>();
  return {
    add: link => {
      const ofConnection = links.get(link.connection) ?? new Map<string, Sender>();
      links.set(link.connection, ofConnection);
      // Clients name the link that replies come by as they name its address; some leave the address out.
      ofConnection.set(link.name, link);
      if (link.target?.address) ofConnection.set(String(link.target.address), link);
    },
    answer: (connection, node, request) => {
      const link = links.get(connection)?.get(String(request.reply_to));
      if (!link) return;
      const reply =
        node === '$cbs'
          ? { status: 202, description: 'Accepted', body: '' }
          : describe(hubs, request.application_properties ?? {});
      link.send({
        correlation_id: request.message_id,
        to: request.reply_to,
        application_properties: {
          'status-code': reply.status,
          'status-description': reply.description,
          statusCode: reply.status,
          statusDescription: reply.description,
          ...(reply.status === 404
            ? { 'error-condition': 'amqp:not-found', errorCondition: 'amqp:not-found' }
            : {}),
        },
        body: reply.body,
      });
    },
  };
}

type Reply = { status: number; description: string; body: unknown };

function describe(hubs: ReadonlyMap<string, Hub>, properties: Record<string, unknown>): Reply {
  const name = String(properties.name);
  const hub = hubs.get(name.toLowerCase());
  if (properties.operation !== 'READ')
    return { status: 501, description: `The operation ${properties.operation} is not known.`, body: {} };
  if (!hub)
    return { status: 404, description: `The messaging entity '${name}' could not be found.`, body: {} };
  if (properties.type === 'com.microsoft:partition')
    return describePartition(hub, String(properties.partition));
  return {
    status: 200,
    description: 'OK',
    body: {
      name: hub.name,
      type: 'com.microsoft:eventhub',
      created_at: hub.createdAt,
      partition_count: hub.partitions.length,
      partition_ids: hub.partitions.map((_, partition) => String(partition)),
      georeplication_factor: 1,
    },
  };
}

function describePartition(hub: Hub, partition: string): Reply {
  const log = hub.partitions[Number(partition)];
  if (!log)
    return {
      status: 404,
      description: `The partition '${partition}' of '${hub.name}' could not be found.`,
      body: {},
    };
  const { nextSequence, lastOffset, lastTime } = log.tail;
  return {
    status: 200,
    description: 'OK',
    body: {
      name: hub.name,
      type: 'com.microsoft:partition',
      partition,
      begin_sequence_number: log.beginSequence,
      last_enqueued_sequence_number: nextSequence - 1,
      last_enqueued_offset: String(lastOffset),
      last_enqueued_time_utc: new Date(lastTime),
      is_partition_empty: log.beginSequence === nextSequence,
    },
  };
}
