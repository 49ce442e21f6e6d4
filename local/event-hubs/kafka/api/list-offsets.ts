import { PartitionCursor } from '../../partition-cursor.ts';
import type { PartitionLog } from '../../partition-log.ts';
import { type Broker, defineApi, findHub } from '../api.ts';
import { array, int8, int16, int32, int64, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import { recordOfEvent } from '../event-of-record.ts';

const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;

/** Offsets are sequence numbers: the next to come, the oldest kept, or the first at or after a time (epoch ms). */
export const listOffsets = defineApi(
  {
    key: 2,
    name: 'ListOffsets',
    min: 1,
    max: 8,
    flexibleFrom: 6,
    request: struct({
      replicaId: int32,
      isolationLevel: since(2, int8, 0),
      topics: array(
        struct({
          name: string,
          partitions: array(
            struct({ partitionIndex: int32, currentLeaderEpoch: since(4, int32, -1), timestamp: int64 }),
          ),
        }),
      ),
    }),
    response: struct({
      throttleTimeMs: since(2, int32, 0),
      topics: array(
        struct({
          name: string,
          partitions: array(
            struct({
              partitionIndex: int32,
              errorCode: int16,
              timestamp: int64,
              offset: int64,
              leaderEpoch: since(4, int32, -1),
            }),
          ),
        }),
      ),
    }),
  },
  ({ topics }, { broker }) => ({
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => ({
        partitionIndex,
        leaderEpoch: -1,
        ...locate(broker, name, partitionIndex, timestamp),
      })),
    })),
  }),
);

function locate(broker: Broker, topic: string, index: number, timestamp: number) {
  const log = findHub(broker, topic)?.partitions[index]?.log;
  if (log === undefined) return { errorCode: ErrorCode.unknownTopicOrPartition, timestamp: -1, offset: -1 };
  const at = (offset: number, time = -1) => ({ errorCode: ErrorCode.none, timestamp: time, offset });
  if (timestamp === LATEST) return at(log.tail.nextSequence);
  if (timestamp === EARLIEST || timestamp === EARLIEST_LOCAL) return at(log.beginSequence);
  if (timestamp === MAX_TIMESTAMP) {
    const last = log.tail.nextSequence - 1;
    return last < log.beginSequence ? at(-1) : at(last, log.tail.lastTime);
  }
  const offset = log.sequenceAfter('time', timestamp - 1);
  return offset === log.tail.nextSequence ? at(-1) : at(offset, timeOf(log, offset));
}

function timeOf(log: PartitionLog, offset: number): number {
  const event = new PartitionCursor(log, offset).peek();
  return event === undefined ? -1 : recordOfEvent(event).enqueuedTime;
}
