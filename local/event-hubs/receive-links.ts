// Links by which clients receive: credit honoured, woken by each append, one owner by epoch.

import type { Sender } from 'rhea';
import type { LinkRefusal, ReceiveSource } from './address.ts';
import { startSequence } from './event-position.ts';
import { PartitionCursor } from './partition-cursor.ts';

type Reader = { link: Sender; epoch: number | null; stop: () => void };

export type ReceiveLinks = {
  /** Serves the link, or says why not. */
  open(
    link: Sender,
    source: ReceiveSource,
    filter: string | undefined,
    epoch: number | null,
  ): LinkRefusal | null;
};

export function createReceiveLinks(): ReceiveLinks {
  const readers = new Map<string, Set<Reader>>();
  return {
    open: (link, source, filter, epoch) => {
      const name = `${source.hub.name}/${source.group}/${source.partitionId}`;
      const others = readers.get(name) ?? new Set<Reader>();
      readers.set(name, others);
      const refusal = contend(others, epoch);
      if (refusal) return refusal;
      const start = startSequence(filter, source.partition);
      if (typeof start === 'object') return start;
      const reader: Reader = { link, epoch, stop: () => {} };
      const pump = pumpOf(link, new PartitionCursor(source.partition, start));
      const unsubscribe = source.partition.onAppend(pump);
      reader.stop = () => {
        unsubscribe();
        others.delete(reader);
      };
      others.add(reader);
      link.on('sendable', pump);
      for (const end of ['sender_close', 'session_close', 'disconnected'] as const) link.on(end, reader.stop);
      link.connection.on('disconnected', reader.stop);
      return null;
    },
  };
}

/** Sends while there is credit and there are events. Raw bytes, as they were stored: nothing is encoded again. */
function pumpOf(link: Sender, cursor: PartitionCursor): () => void {
  return () => {
    try {
      while (link.sendable()) {
        const event = cursor.peek();
        if (event === undefined) return;
        link.send(event, undefined, 0);
        cursor.advance(event);
      }
    } catch (error) {
      link.close({
        condition: 'amqp:internal-error',
        description: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

/** A newer owner takes over; an older one, or one without an epoch beside one with, is turned away. */
function contend(others: Set<Reader>, epoch: number | null): LinkRefusal | null {
  const owners = [...others].filter(reader => reader.epoch !== null);
  const highest = Math.max(...owners.map(reader => reader.epoch ?? -1));
  if (owners.length > 0 && (epoch === null || epoch < highest))
    return stolen(
      `A receiver with epoch '${highest}' exists for this partition: ${epoch === null ? 'one without an epoch' : `epoch '${epoch}'`} is not allowed.`,
    );
  if (epoch === null) return null;
  for (const reader of [...others]) {
    reader.stop();
    reader.link.close(
      stolen(
        `New receiver with higher epoch of '${epoch}' is created hence current receiver with epoch '${reader.epoch}' is getting disconnected.`,
      ),
    );
  }
  return null;
}

function stolen(description: string): LinkRefusal {
  return { condition: 'amqp:link:stolen', description };
}

/** The text of the source's selector filter, which clients send as a described value. */
export function selectorFilter(filters: unknown): string | undefined {
  if (typeof filters !== 'object' || filters === null) return undefined;
  const entry = Object.entries(filters).find(([name]) => name === 'apache.org:selector-filter:string');
  const value: unknown = entry?.[1];
  if (value === undefined) return undefined;
  const inner = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  return String(inner);
}
