// Links by which clients send: a batch is stored whole in one partition, and accepted only once it is stored.

import rhea, { type Delivery, type Message, type Receiver } from 'rhea';
import type { SendTarget } from './address.ts';
import { DecodeError } from './amqp-values.ts';
import { cutBatch, cutEvent, type EncodedEvent } from './message-sections.ts';
import { partitionOfKey } from './partition-key.ts';
import type { PartitionLog } from './partition-log.ts';

/** A batch's message format: each of its data sections is an encoded message. */
const batchFormat = 0x80013700;
export const maxMessageBytes = 1_048_576;

/** Where the next event without partition and key goes, by hub. */
const nextPartition = new Map<string, number>();

export function serveSendLink(link: Receiver, target: SendTarget): void {
  link.on(
    'message',
    ({ message, delivery, format }: { message?: Message | Buffer; delivery?: Delivery; format?: number }) => {
      if (!delivery || message === undefined) return;
      const bytes: Buffer = Buffer.isBuffer(message) ? message : rhea.message.encode(message);
      if (bytes.length > maxMessageBytes) {
        delivery.reject({
          condition: 'amqp:link:message-size-exceeded',
          description: `The received message (${bytes.length} bytes) exceeds the limit (${maxMessageBytes} bytes).`,
        });
        return;
      }
      try {
        const { events, partitionKey } = format === batchFormat ? cutBatch(bytes) : single(bytes);
        append(target, events, partitionKey, delivery);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        delivery.reject({ condition: 'amqp:decode-error', description: error.message });
      }
    },
  );
}

function single(bytes: Buffer): { events: EncodedEvent[]; partitionKey: string | undefined } {
  const event = cutEvent(bytes);
  return { events: [event], partitionKey: event.partitionKey };
}

function append(
  target: SendTarget,
  events: EncodedEvent[],
  partitionKey: string | undefined,
  delivery: Delivery,
): void {
  if (events.length === 0) {
    delivery.accept();
    return;
  }
  choosePartition(target, partitionKey).append(events, partitionKey, error => {
    if (error) delivery.reject({ condition: 'amqp:internal-error', description: error.message });
    else delivery.accept();
  });
}

function choosePartition({ hub, partition }: SendTarget, partitionKey: string | undefined): PartitionLog {
  const next = nextPartition.get(hub.name) ?? 0;
  if (!partition && partitionKey === undefined)
    nextPartition.set(hub.name, (next + 1) % hub.partitions.length);
  const index = partitionKey === undefined ? next : partitionOfKey(partitionKey, hub.partitions.length);
  const chosen = partition ?? hub.partitions[index];
  if (!chosen) throw new RangeError(`the hub "${hub.name}" has no partition ${index}`);
  return chosen;
}
