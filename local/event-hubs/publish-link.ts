// Takes what one sender link transfers and settles each transfer once it is stored, or says why it is not.
import type { Delivery, EventContext, Receiver } from 'rhea';
import { type AmqpFault, internalError, messageTooLarge, undecodable } from './amqp-errors.ts';
import { DecodeError } from './amqp-values.ts';
import type { Hub, Partition } from './hub.ts';
import { cutBatch, cutEvent, type EncodedEvent } from './message-sections.ts';
import { receiveRaw } from './rhea-internals.ts';

/** The limit of the Standard and Premium tiers, in bytes; the link's max-message-size. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Message format of a batch: each data section is an encoded message. */
const BATCH_FORMAT = 0x80013700;

/** Stores everything that arrives on `receiver` in `partition`, or in the one that `hub` routes it to. */
export function acceptPublishing(receiver: Receiver, hub: Hub, partition: Partition | undefined): void {
  receiveRaw(receiver);
  receiver.on('message', ({ message, delivery }: EventContext) => {
    publish(message as unknown as Buffer, delivery as Delivery, hub, partition);
  });
}

function publish(bytes: Buffer, delivery: Delivery, hub: Hub, partition: Partition | undefined): void {
  const cut = cutTransfer(bytes, delivery);
  if ('condition' in cut) {
    delivery.reject(cut);
    return;
  }
  const { log } = partition ?? hub.route(cut.partitionKey);
  log.append(cut.events, cut.partitionKey, error => {
    if (error === undefined) {
      delivery.accept();
      return;
    }
    process.stderr.write(`event-hubs: storing in ${hub.name} failed: ${error.message}\n`);
    delivery.reject(internalError(error.message));
  });
}

interface Transfer {
  events: EncodedEvent[];
  partitionKey: string | undefined;
}

/** The events of a transfer, or why it is refused. */
function cutTransfer(bytes: Buffer, { id, format }: Delivery): Transfer | AmqpFault {
  if (bytes.length > MAX_MESSAGE_BYTES) return messageTooLarge(id, bytes.length, MAX_MESSAGE_BYTES);
  try {
    const cut = format === BATCH_FORMAT ? cutBatch(bytes) : single(bytes);
    return cut.events.length > 0 ? cut : undecodable('The batch has no events.');
  } catch (error) {
    if (error instanceof DecodeError) return undecodable(error.message);
    throw error;
  }
}

function single(bytes: Buffer): Transfer {
  const event = cutEvent(bytes);
  return { events: [event], partitionKey: event.partitionKey };
}
