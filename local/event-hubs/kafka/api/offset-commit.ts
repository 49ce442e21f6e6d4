import { defineApi, findHub } from '../api.ts';
import { array, between, int16, int32, int64, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const MAX_METADATA_BYTES = 4_096;

/** Keeps how far a group has come, for a member of its generation or, while the group is empty, for anyone. */
export const offsetCommit = defineApi(
  {
    key: 8,
    name: 'OffsetCommit',
    min: 0,
    max: 8,
    flexibleFrom: 8,
    request: struct({
      groupId: string,
      generationId: since(1, int32, -1),
      memberId: since(1, string, ''),
      groupInstanceId: since(7, nullableString, null),
      retentionTimeMs: between(2, 4, int64, -1),
      topics: array(
        struct({
          name: string,
          partitions: array(
            struct({
              partitionIndex: int32,
              committedOffset: int64,
              committedLeaderEpoch: since(6, int32, -1),
              commitTimestamp: between(1, 1, int64, -1),
              committedMetadata: nullableString,
            }),
          ),
        }),
      ),
    }),
    response: struct({
      throttleTimeMs: since(3, int32, 0),
      topics: array(
        struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) }),
      ),
    }),
  },
  ({ groupId, generationId, memberId, topics }, { broker }) => {
    const { groups } = broker;
    const group = groupId === '' ? undefined : groups.obtain(groupId);
    const groupError =
      group === undefined ? ErrorCode.invalidGroupId : groups.mayCommit(group, memberId, generationId);
    const commit = (topic: string, partition: number, offset: number, metadata: string | null): ErrorCode => {
      if (group === undefined || groupError !== ErrorCode.none) return groupError;
      const hub = findHub(broker, topic);
      if (hub?.partitions[partition] === undefined) return ErrorCode.unknownTopicOrPartition;
      if (Buffer.byteLength(metadata ?? '') > MAX_METADATA_BYTES) return ErrorCode.offsetMetadataTooLarge;
      groups.commit(group, hub.name, partition, { offset, metadata });
      return ErrorCode.none;
    };
    return {
      throttleTimeMs: 0,
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex, committedOffset, committedMetadata }) => ({
          partitionIndex,
          errorCode: commit(name, partitionIndex, committedOffset, committedMetadata),
        })),
      })),
    };
  },
);
