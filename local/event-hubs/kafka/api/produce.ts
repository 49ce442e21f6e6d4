import type { Partition } from '../../hub.ts';
import { MAX_MESSAGE_BYTES } from '../../publish-link.ts';
import { type Broker, defineApi, findHub, NEVER } from '../api.ts';
import {
  array,
  int16,
  int32,
  int64,
  nullableBytes,
  nullableString,
  since,
  string,
  struct,
} from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import { eventOfRecord } from '../event-of-record.ts';
import type { Stored } from '../producers.ts';
import { readBatch } from '../record-batch.ts';
import { RecordError } from '../record-error.ts';

const NO_OFFSET = -1;

const partitionResponse = struct({
  partitionIndex: int32,
  errorCode: int16,
  baseOffset: int64,
  logAppendTimeMs: int64,
  logStartOffset: since(5, int64, NO_OFFSET),
});

/** Stores one batch for each partition, whole or not at all. With `acks` 0 there is no answer. */
export const produce = defineApi(
  {
    key: 0,
    name: 'Produce',
    min: 3,
    max: 7,
    flexibleFrom: NEVER,
    request: struct({
      transactionalId: nullableString,
      acks: int16,
      timeoutMs: int32,
      topics: array(
        struct({ name: string, partitions: array(struct({ index: int32, records: nullableBytes })) }),
      ),
    }),
    response: struct({
      topics: array(struct({ name: string, partitions: array(partitionResponse) })),
      throttleTimeMs: int32,
    }),
  },
  async ({ acks, topics }, { broker }) => {
    const answers = await Promise.all(
      topics.map(async ({ name, partitions }) => ({
        name,
        partitions: await Promise.all(
          partitions.map(({ index, records }) => store(broker, name, index, records)),
        ),
      })),
    );
    return acks === 0 ? undefined : { topics: answers, throttleTimeMs: 0 };
  },
);

async function store(broker: Broker, topic: string, index: number, records: Buffer | null) {
  const hub = findHub(broker, topic);
  const partition = hub?.partitions[index];
  const refuse = (errorCode: ErrorCode) => ({
    partitionIndex: index,
    errorCode,
    baseOffset: NO_OFFSET,
    logAppendTimeMs: -1,
    logStartOffset: partition?.log.beginSequence ?? NO_OFFSET,
  });
  if (hub === undefined || partition === undefined) return refuse(ErrorCode.unknownTopicOrPartition);
  try {
    const batch = readBatch(records ?? Buffer.alloc(0));
    const stored = await broker.producers.store(hub.name, index, batch, () => {
      const events = batch.records.map(eventOfRecord);
      if (events.some(event => event.rest.length > MAX_MESSAGE_BYTES))
        throw new RecordError(ErrorCode.messageTooLarge, `a record of more than ${MAX_MESSAGE_BYTES} bytes`);
      return append(partition, events);
    });
    return {
      ...refuse(ErrorCode.none),
      baseOffset: stored.baseOffset,
      logAppendTimeMs: stored.appendTime,
    };
  } catch (error) {
    process.stderr.write(
      `event-hubs: Kafka produce to ${hub.name}/${index} failed: ${(error as Error).message}\n`,
    );
    return refuse(error instanceof RecordError ? error.code : ErrorCode.storageError);
  }
}

function append({ log }: Partition, events: ReturnType<typeof eventOfRecord>[]): Promise<Stored> {
  return new Promise((resolve, reject) => {
    log.append(events, undefined, (error, stored) => {
      if (error !== undefined || stored === undefined) reject(error);
      else resolve({ baseOffset: stored.baseSequence, appendTime: stored.enqueuedTime });
    });
  });
}
