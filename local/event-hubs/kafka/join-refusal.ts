// Why a consumer may not join a group.
import { ErrorCode } from './error-codes.ts';
import type { JoinRequest, Member } from './group-member.ts';
import { allSupport } from './group-protocol.ts';
import type { PromisedIds } from './promised-ids.ts';

const MAX_MEMBERS = 1_000;

type Joining = {
  members: ReadonlyMap<string, Member>;
  promised: PromisedIds;
  protocolType: string;
  /** The member that has the request's place: of a static member, the one before it. */
  holder: Member | undefined;
};

/** `none` when it may. */
export function refusalOf(request: JoinRequest, joining: Joining): ErrorCode {
  const { memberId, protocolType, protocols } = request;
  const { members, promised, holder } = joining;
  const others = [...members.values()].filter(member => member.memberId !== memberId);
  if (holder !== undefined && memberId !== '' && memberId !== holder.memberId)
    return ErrorCode.fencedInstanceId;
  if (memberId !== '' && !members.has(memberId) && !promised.has(memberId)) return ErrorCode.unknownMemberId;
  const typed = protocolType !== '' && (others.length === 0 || protocolType === joining.protocolType);
  if (!typed || !protocols.some(({ name }) => allSupport(others, name)))
    return ErrorCode.inconsistentGroupProtocol;
  if (memberId === '' && holder === undefined && members.size + promised.size >= MAX_MEMBERS)
    return ErrorCode.groupMaxSizeReached;
  return ErrorCode.none;
}
