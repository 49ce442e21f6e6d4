import { type Broker, defineApi, findHub, NEVER } from '../api.ts';
import {
  array,
  bytes,
  int8,
  int16,
  int32,
  int64,
  nullableArray,
  since,
  string,
  struct,
  type Value,
} from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';
import { readBatches } from '../read-batches.ts';
import { waitForAppends } from '../wait-for-appends.ts';

/** As much as one answer holds, whatever the client asks for; one batch is always given whole. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
const MAX_WAIT_MS = 60_000;

const partitionRequest = struct({
  partition: int32,
  fetchOffset: int64,
  logStartOffset: since(5, int64, -1),
  partitionMaxBytes: int32,
});
const partitionResponse = struct({
  partitionIndex: int32,
  errorCode: int16,
  highWatermark: int64,
  lastStableOffset: int64,
  logStartOffset: since(5, int64, -1),
  abortedTransactions: nullableArray(struct({ producerId: int64, firstOffset: int64 })),
  records: bytes,
});
type Asked = { topic: string; partitions: Value<typeof partitionRequest>[] }[];
type Answered = { topic: string; partitions: Value<typeof partitionResponse>[] }[];

const nothing = Buffer.alloc(0);

/** Events from an offset on. Waits up to `maxWaitMs` until there are `minBytes` of them, or something is wrong. */
export const fetch = defineApi(
  {
    key: 1,
    name: 'Fetch',
    min: 4,
    max: 6,
    flexibleFrom: NEVER,
    request: struct({
      replicaId: int32,
      maxWaitMs: int32,
      minBytes: int32,
      maxBytes: int32,
      isolationLevel: int8,
      topics: array(struct({ topic: string, partitions: array(partitionRequest) })),
    }),
    response: struct({
      throttleTimeMs: int32,
      responses: array(struct({ topic: string, partitions: array(partitionResponse) })),
    }),
  },
  async ({ maxWaitMs, minBytes, maxBytes, topics }, { broker, signal }) => {
    const deadline = Date.now() + Math.min(maxWaitMs, MAX_WAIT_MS);
    const logs = topics.flatMap(({ topic, partitions }) =>
      partitions.flatMap(({ partition }) => findHub(broker, topic)?.partitions[partition]?.log ?? []),
    );
    for (;;) {
      const responses = gather(broker, topics, Math.min(maxBytes, MAX_RESPONSE_BYTES));
      const all = responses.flatMap(({ partitions }) => partitions);
      const size = all.reduce((sum, { records }) => sum + records.length, 0);
      const wrong = all.some(({ errorCode }) => errorCode !== ErrorCode.none);
      const waitMs = deadline - Date.now();
      if (wrong || size >= minBytes || waitMs <= 0 || signal.aborted) return { throttleTimeMs: 0, responses };
      await waitForAppends(logs, waitMs, signal);
    }
  },
);

function gather(broker: Broker, topics: Asked, maxBytes: number): Answered {
  let left = maxBytes;
  return topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(asked => {
      const log = findHub(broker, topic)?.partitions[asked.partition]?.log;
      const end = log?.tail.nextSequence ?? -1;
      const answer = {
        partitionIndex: asked.partition,
        errorCode: ErrorCode.none as ErrorCode,
        highWatermark: end,
        lastStableOffset: end,
        logStartOffset: log?.beginSequence ?? -1,
        abortedTransactions: null,
        records: nothing,
      };
      if (log === undefined) return { ...answer, errorCode: ErrorCode.unknownTopicOrPartition };
      if (asked.fetchOffset < log.beginSequence || asked.fetchOffset > end)
        return { ...answer, errorCode: ErrorCode.offsetOutOfRange };
      if (left <= 0 || asked.fetchOffset === end) return answer;
      try {
        const records = readBatches(log, asked.fetchOffset, Math.min(left, asked.partitionMaxBytes));
        left -= records.length;
        return { ...answer, records };
      } catch (error) {
        process.stderr.write(`event-hubs: reading ${topic} failed: ${(error as Error).message}\n`);
        return { ...answer, errorCode: ErrorCode.storageError };
      }
    }),
  }));
}
