import { defineApi } from '../api.ts';
import { array, bool, bytes, int16, int32, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

const NOT_ASKED = -2_147_483_648;

export const describeGroups = defineApi(
  {
    key: 15,
    name: 'DescribeGroups',
    min: 0,
    max: 5,
    flexibleFrom: 5,
    request: struct({ groups: array(string), includeAuthorizedOperations: since(3, bool, false) }),
    response: struct({
      throttleTimeMs: since(1, int32, 0),
      groups: array(
        struct({
          errorCode: int16,
          groupId: string,
          groupState: string,
          protocolType: string,
          protocolData: string,
          members: array(
            struct({
              memberId: string,
              groupInstanceId: since(4, nullableString, null),
              clientId: string,
              clientHost: string,
              memberMetadata: bytes,
              memberAssignment: bytes,
            }),
          ),
          authorizedOperations: since(3, int32, NOT_ASKED),
        }),
      ),
    }),
  },
  ({ groups }, { broker }) => ({
    throttleTimeMs: 0,
    groups: groups.map(groupId => {
      const group = broker.groups.get(groupId);
      return {
        errorCode: ErrorCode.none,
        groupId,
        groupState: group?.state ?? 'Dead',
        protocolType: group?.protocolType ?? '',
        protocolData: group?.protocolName ?? '',
        members: [...(group?.members.values() ?? [])].map(member => ({
          memberId: member.memberId,
          groupInstanceId: member.groupInstanceId,
          clientId: member.clientId,
          clientHost: member.clientHost,
          memberMetadata: group?.metadataOf(member) ?? Buffer.alloc(0),
          memberAssignment: member.assignment,
        })),
        authorizedOperations: NOT_ASKED,
      };
    }),
  }),
);
