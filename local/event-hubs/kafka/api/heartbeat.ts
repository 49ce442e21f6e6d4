import { defineApi } from '../api.ts';
import { int16, int32, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

export const heartbeat = defineApi(
  {
    key: 12,
    name: 'Heartbeat',
    min: 0,
    max: 4,
    flexibleFrom: 4,
    request: struct({
      groupId: string,
      generationId: int32,
      memberId: string,
      groupInstanceId: since(3, nullableString, null),
    }),
    response: struct({ throttleTimeMs: since(1, int32, 0), errorCode: int16 }),
  },
  ({ groupId, generationId, memberId }, { broker }) => ({
    throttleTimeMs: 0,
    errorCode: broker.groups.get(groupId)?.heartbeat(memberId, generationId) ?? ErrorCode.unknownMemberId,
  }),
);
