import { type Broker, defineApi, findHub } from '../api.ts';
import {
  array,
  between,
  bool,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  until,
} from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const askedTopics = nullableArray(struct({ name: string, partitionIndexes: array(int32) }));
const answeredTopics = array(
  struct({
    name: string,
    partitions: array(
      struct({
        partitionIndex: int32,
        committedOffset: int64,
        committedLeaderEpoch: since(5, int32, -1),
        metadata: nullableString,
        errorCode: int16,
      }),
    ),
  }),
);

/** The offsets that a group has committed; -1 where there is none. Without topics, all. */
export const offsetFetch = defineApi(
  {
    key: 9,
    name: 'OffsetFetch',
    min: 0,
    max: 8,
    flexibleFrom: 6,
    request: struct({
      groupId: until(7, string, ''),
      topics: until(7, askedTopics, []),
      groups: since(8, array(struct({ groupId: string, topics: askedTopics })), []),
      requireStable: since(7, bool, false),
    }),
    response: struct({
      throttleTimeMs: since(3, int32, 0),
      topics: until(7, answeredTopics, []),
      errorCode: between(2, 7, int16, ErrorCode.none),
      groups: since(8, array(struct({ groupId: string, topics: answeredTopics, errorCode: int16 })), []),
    }),
  },
  ({ groupId, topics, groups }, { broker, version }) => ({
    throttleTimeMs: 0,
    errorCode: ErrorCode.none,
    topics: version < 8 ? committed(broker, groupId, topics) : [],
    groups: groups.map(group => ({
      groupId: group.groupId,
      errorCode: ErrorCode.none,
      topics: committed(broker, group.groupId, group.topics),
    })),
  }),
);

function committed(
  broker: Broker,
  groupId: string,
  topics: { name: string; partitionIndexes: number[] }[] | null,
) {
  const asked =
    topics ??
    [...broker.groups.committedPartitions(groupId)].map(([name, partitionIndexes]) => ({
      name,
      partitionIndexes,
    }));
  return asked.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map(partitionIndex => {
      const kept = broker.groups.committed(groupId, findHub(broker, name)?.name ?? name, partitionIndex);
      return {
        partitionIndex,
        committedOffset: kept?.offset ?? -1,
        committedLeaderEpoch: -1,
        metadata: kept?.metadata ?? '',
        errorCode: ErrorCode.none,
      };
    }),
  }));
}
