import { defineApi } from '../api.ts';
import { array, int16, int32, nullableString, since, string, struct, until } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

/** Lets members go; the others share their partitions at once. */
export const leaveGroup = defineApi(
  {
    key: 13,
    name: 'LeaveGroup',
    min: 0,
    max: 5,
    flexibleFrom: 4,
    request: struct({
      groupId: string,
      memberId: until(2, string, ''),
      members: since(
        3,
        array(
          struct({
            memberId: string,
            groupInstanceId: nullableString,
            reason: since(5, nullableString, null),
          }),
        ),
        [],
      ),
    }),
    response: struct({
      throttleTimeMs: since(1, int32, 0),
      errorCode: int16,
      members: since(
        3,
        array(struct({ memberId: string, groupInstanceId: nullableString, errorCode: int16 })),
        [],
      ),
    }),
  },
  ({ groupId, memberId, members }, { broker, version }) => {
    const group = broker.groups.get(groupId);
    const leave = (id: string, instance: string | null) =>
      group?.leave(id, instance) ?? ErrorCode.unknownMemberId;
    if (version < 3) return { throttleTimeMs: 0, errorCode: leave(memberId, null), members: [] };
    return {
      throttleTimeMs: 0,
      errorCode: ErrorCode.none,
      members: members.map(member => ({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        errorCode: leave(member.memberId, member.groupInstanceId),
      })),
    };
  },
);
