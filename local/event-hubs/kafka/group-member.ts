// What a consumer tells its group when it joins, and what it is told.
import type { ErrorCode } from './error-codes.ts';

export interface Protocol {
  name: string;
  metadata: Buffer;
}

export interface JoinRequest {
  memberId: string;
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocolType: string;
  protocols: Protocol[];
  /** A new member is first told its id, and joins with it (KIP-394). */
  requiresId: boolean;
}

export interface Joined {
  errorCode: ErrorCode;
  generationId: number;
  protocolType: string;
  protocolName: string;
  leader: string;
  memberId: string;
  members: { memberId: string; groupInstanceId: string | null; metadata: Buffer }[];
}

export interface Synced {
  errorCode: ErrorCode;
  protocolType: string;
  protocolName: string;
  assignment: Buffer;
}

export interface Member extends JoinRequest {
  assignment: Buffer;
  joining?: ((answer: Joined) => void) | undefined;
  syncing?: ((answer: Synced) => void) | undefined;
  timer?: NodeJS.Timeout | undefined;
}
