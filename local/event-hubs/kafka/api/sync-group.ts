import { defineApi } from '../api.ts';
import { array, bytes, int16, int32, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const unknown = {
  errorCode: ErrorCode.unknownMemberId as ErrorCode,
  protocolType: '',
  protocolName: '',
  assignment: Buffer.alloc(0),
};

/** Tells what the leader assigned, and answers each member with its part. */
export const syncGroup = defineApi(
  {
    key: 14,
    name: 'SyncGroup',
    min: 0,
    max: 5,
    flexibleFrom: 4,
    request: struct({
      groupId: string,
      generationId: int32,
      memberId: string,
      groupInstanceId: since(3, nullableString, null),
      protocolType: since(5, nullableString, null),
      protocolName: since(5, nullableString, null),
      assignments: array(struct({ memberId: string, assignment: bytes })),
    }),
    response: struct({
      throttleTimeMs: since(1, int32, 0),
      errorCode: int16,
      protocolType: since(5, nullableString, null),
      protocolName: since(5, nullableString, null),
      assignment: bytes,
    }),
  },
  async ({ groupId, generationId, memberId, assignments }, { broker }) => {
    const parts = new Map(assignments.map(part => [part.memberId, Buffer.from(part.assignment)]));
    const synced = await (broker.groups.get(groupId)?.sync(memberId, generationId, parts) ?? unknown);
    return { throttleTimeMs: 0, ...synced };
  },
);
