import { defineApi } from '../api.ts';
import { array, bool, bytes, int16, int32, nullableString, since, string, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

/** What Event Hubs allows, ms: https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations */
const SESSION_TIMEOUT_MS = { min: 6_000, max: 300_000 };
const MAX_REBALANCE_TIMEOUT_MS = 3_600_000;

/** Takes a consumer into a group; answered when the group has its next generation. */
export const joinGroup = defineApi(
  {
    key: 11,
    name: 'JoinGroup',
    min: 0,
    max: 9,
    flexibleFrom: 6,
    request: struct({
      groupId: string,
      sessionTimeoutMs: int32,
      rebalanceTimeoutMs: since(1, int32, -1),
      memberId: string,
      groupInstanceId: since(5, nullableString, null),
      protocolType: string,
      protocols: array(struct({ name: string, metadata: bytes })),
      reason: since(8, nullableString, null),
    }),
    response: struct({
      throttleTimeMs: since(2, int32, 0),
      errorCode: int16,
      generationId: int32,
      protocolType: since(7, nullableString, null),
      protocolName: nullableString,
      leader: string,
      skipAssignment: since(9, bool, false),
      memberId: string,
      members: array(
        struct({ memberId: string, groupInstanceId: since(5, nullableString, null), metadata: bytes }),
      ),
    }),
  },
  async (request, { broker, version, clientId, clientHost }) => {
    const { groupId, memberId, sessionTimeoutMs, rebalanceTimeoutMs } = request;
    const refuse = (errorCode: ErrorCode) => ({
      errorCode,
      generationId: -1,
      protocolType: null,
      protocolName: '',
      leader: '',
      memberId,
      members: [],
      throttleTimeMs: 0,
      skipAssignment: false,
    });
    if (groupId === '') return refuse(ErrorCode.invalidGroupId);
    if (sessionTimeoutMs < SESSION_TIMEOUT_MS.min || sessionTimeoutMs > SESSION_TIMEOUT_MS.max)
      return refuse(ErrorCode.invalidSessionTimeout);
    const group = broker.groups.obtain(groupId);
    if (group === undefined) return refuse(ErrorCode.coordinatorNotAvailable);
    const { protocols, protocolType, groupInstanceId } = request;
    const joined = await group.join({
      memberId,
      groupInstanceId,
      clientId,
      clientHost,
      sessionTimeoutMs,
      rebalanceTimeoutMs: Math.min(
        MAX_REBALANCE_TIMEOUT_MS,
        rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs,
      ),
      protocolType,
      // What the reader gives is a view of the request, which must not live as long as the member.
      protocols: protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
      requiresId: version >= 4,
    });
    return { ...joined, throttleTimeMs: 0, skipAssignment: false };
  },
);
