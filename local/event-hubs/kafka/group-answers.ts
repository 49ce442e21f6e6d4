// What those are told who are not, or not yet, in a group's generation, and what a member was given in it.
import type { ErrorCode } from './error-codes.ts';
import type { Joined, Synced } from './group-member.ts';
import { nothing } from './group-protocol.ts';

type Working = { readonly protocolType: string; readonly protocolName: string };

export function notJoined({ protocolType }: Working, errorCode: ErrorCode, memberId: string): Joined {
  return { errorCode, generationId: -1, protocolType, protocolName: '', leader: '', memberId, members: [] };
}

export function synced(
  { protocolType, protocolName }: Working,
  errorCode: ErrorCode,
  assignment = nothing,
): Synced {
  return { errorCode, protocolType, protocolName, assignment };
}
