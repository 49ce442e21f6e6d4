// One consumer group: who is in it, which generation it is in, and what each member was given. The states and their
// steps are those of Kafka's group coordinator:
//
//   Empty ─join─► PreparingRebalance ─all have joined─► CompletingRebalance ─the leader's sync─► Stable
//                 ▲                                                 │                             │
//                 └──────────── a member joins anew, leaves or is silent ─────────────────────────┘
import { randomUUID } from 'node:crypto';
import { ErrorCode } from './error-codes.ts';
import type { Joined, JoinRequest, Member, Synced } from './group-member.ts';

export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

/** How long the first member of an empty group waits for others, ms. */
const FIRST_JOIN_DELAY_MS = 300;
const MAX_MEMBERS = 1_000;

const nothing: Buffer = Buffer.alloc(0);

export class Group {
  readonly id: string;
  state: GroupState = 'Empty';
  generationId: number;
  protocolType = '';
  protocolName = '';
  readonly members = new Map<string, Member>();
  #leader = '';
  /** Ids that were told and are not joined with yet. */
  #promised = new Map<string, NodeJS.Timeout>();
  #rebalance: NodeJS.Timeout | undefined;
  /** The first generation waits its delay out, for those who start at the same moment. */
  #gathering = false;
  #onGeneration: (generationId: number) => void;

  constructor(id: string, generationId: number, onGeneration: (generationId: number) => void) {
    this.id = id;
    this.generationId = generationId;
    this.#onGeneration = onGeneration;
  }

  /** Answers once the group has its next generation, or at once with what is wrong. */
  join(request: JoinRequest): Promise<Joined> | Joined {
    const refused = this.#refuse(request);
    if (refused !== undefined) return refused;
    const holder = this.#instance(request.groupInstanceId);
    if (holder !== undefined && request.memberId === '') return this.#replace(holder, request);
    const known = this.members.get(request.memberId);
    if (known === undefined) return this.#admit(request);
    const same = known.protocols.every((protocol, i) => {
      const now = request.protocols[i];
      return now?.name === protocol.name && now.metadata.equals(protocol.metadata);
    });
    const unchanged = same && known.protocols.length === request.protocols.length;
    Object.assign(known, request);
    this.#heard(known);
    const leads = this.#leader === known.memberId;
    if (unchanged && (this.state === 'CompletingRebalance' || (this.state === 'Stable' && !leads)))
      return this.#joined(known);
    return this.#rejoin(known);
  }

  /** Answers with what the member was given, once the leader has told. */
  sync(memberId: string, generationId: number, assignments: Map<string, Buffer>): Promise<Synced> | Synced {
    const wrong = this.check(memberId, generationId);
    if (wrong !== ErrorCode.none) return this.#synced(wrong);
    if (this.state === 'PreparingRebalance') return this.#synced(ErrorCode.rebalanceInProgress);
    const member = this.members.get(memberId) as Member;
    this.#heard(member);
    if (this.state === 'Stable') return this.#synced(ErrorCode.none, member.assignment);
    const answer = new Promise<Synced>(resolve => {
      member.syncing = resolve;
    });
    if (memberId === this.#leader) {
      this.state = 'Stable';
      for (const each of this.members.values()) {
        each.assignment = assignments.get(each.memberId) ?? nothing;
        each.syncing?.(this.#synced(ErrorCode.none, each.assignment));
        each.syncing = undefined;
      }
    }
    return answer;
  }

  heartbeat(memberId: string, generationId: number): ErrorCode {
    const wrong = this.check(memberId, generationId);
    if (wrong !== ErrorCode.none) return wrong;
    this.#heard(this.members.get(memberId) as Member);
    return this.state === 'PreparingRebalance' ? ErrorCode.rebalanceInProgress : ErrorCode.none;
  }

  leave(memberId: string, groupInstanceId: string | null): ErrorCode {
    const promised = this.#promised.get(memberId);
    if (promised !== undefined) {
      clearTimeout(promised);
      this.#promised.delete(memberId);
      return ErrorCode.none;
    }
    const member = this.#instance(groupInstanceId) ?? this.members.get(memberId);
    if (member === undefined) return ErrorCode.unknownMemberId;
    if (groupInstanceId !== null && memberId !== '' && member.memberId !== memberId)
      return ErrorCode.fencedInstanceId;
    this.#remove(member);
    return ErrorCode.none;
  }

  /** Whether this is a member of the group's present generation. */
  check(memberId: string, generationId: number): ErrorCode {
    if (!this.members.has(memberId)) return ErrorCode.unknownMemberId;
    return generationId === this.generationId ? ErrorCode.none : ErrorCode.illegalGeneration;
  }

  /** Ends all timers, and answers those who wait. */
  close(): void {
    clearTimeout(this.#rebalance);
    for (const timer of this.#promised.values()) clearTimeout(timer);
    for (const member of this.members.values()) {
      clearTimeout(member.timer);
      member.joining?.(this.#notJoined(ErrorCode.coordinatorNotAvailable, member.memberId));
      member.syncing?.(this.#synced(ErrorCode.coordinatorNotAvailable));
    }
  }

  #refuse(request: JoinRequest): Joined | undefined {
    const { memberId, groupInstanceId, protocolType, protocols } = request;
    const no = (code: ErrorCode) => this.#notJoined(code, memberId);
    const others = [...this.members.values()].filter(member => member.memberId !== memberId);
    const holder = this.#instance(groupInstanceId);
    if (holder !== undefined && memberId !== '' && memberId !== holder.memberId)
      return no(ErrorCode.fencedInstanceId);
    if (memberId !== '' && !this.members.has(memberId) && !this.#promised.has(memberId))
      return no(ErrorCode.unknownMemberId);
    const typed = protocolType !== '' && (others.length === 0 || protocolType === this.protocolType);
    const common = protocols.some(({ name }) => others.every(other => supports(other, name)));
    if (!typed || !common) return no(ErrorCode.inconsistentGroupProtocol);
    if (memberId === '' && holder === undefined && this.members.size + this.#promised.size >= MAX_MEMBERS)
      return no(ErrorCode.groupMaxSizeReached);
    return undefined;
  }

  #admit(request: JoinRequest): Promise<Joined> | Joined {
    const memberId = request.memberId || `${request.groupInstanceId ?? request.clientId}-${randomUUID()}`;
    if (request.memberId === '' && request.requiresId && request.groupInstanceId === null) {
      this.#promised.set(
        memberId,
        setTimeout(() => this.#promised.delete(memberId), request.sessionTimeoutMs).unref(),
      );
      return this.#notJoined(ErrorCode.memberIdRequired, memberId);
    }
    clearTimeout(this.#promised.get(memberId));
    this.#promised.delete(memberId);
    const member = { ...request, memberId, assignment: nothing };
    this.members.set(memberId, member);
    this.protocolType = request.protocolType;
    return this.#rejoin(member);
  }

  /** A static member that comes back takes its own place, under a new id (KIP-345). */
  #replace(holder: Member, request: JoinRequest): Promise<Joined> | Joined {
    const memberId = `${request.groupInstanceId}-${randomUUID()}`;
    const leads = this.#leader === holder.memberId;
    this.#forget(holder);
    holder.joining?.(this.#notJoined(ErrorCode.fencedInstanceId, holder.memberId));
    holder.syncing?.(this.#synced(ErrorCode.fencedInstanceId));
    const member = { ...request, memberId, assignment: holder.assignment };
    this.members.set(memberId, member);
    if (leads) this.#leader = memberId;
    const chosen = (of: JoinRequest) => of.protocols.find(({ name }) => name === this.protocolName)?.metadata;
    if (this.state !== 'Stable' || !chosen(holder)?.equals(chosen(request) ?? nothing))
      return this.#rejoin(member);
    this.#heard(member);
    return { ...this.#joined(member), leader: leads ? holder.memberId : this.#leader, members: [] };
  }

  #rejoin(member: Member): Promise<Joined> {
    member.joining?.(this.#notJoined(ErrorCode.unknownMemberId, member.memberId));
    const answer = new Promise<Joined>(resolve => {
      member.joining = resolve;
    });
    clearTimeout(member.timer);
    if (this.state === 'PreparingRebalance') this.#completeWhenAllJoined();
    else this.#prepare(this.state === 'Empty' ? FIRST_JOIN_DELAY_MS : undefined);
    return answer;
  }

  /** Asks all members to join anew; after `delayMs`, or when the slowest had its time, the others are left out. */
  #prepare(delayMs?: number): void {
    this.state = 'PreparingRebalance';
    for (const member of this.members.values()) {
      member.syncing?.(this.#synced(ErrorCode.rebalanceInProgress));
      member.syncing = undefined;
    }
    const slowest = Math.max(0, ...[...this.members.values()].map(member => member.rebalanceTimeoutMs));
    clearTimeout(this.#rebalance);
    this.#rebalance = setTimeout(() => this.#complete(), delayMs ?? slowest).unref();
    this.#gathering = delayMs !== undefined;
    this.#completeWhenAllJoined();
  }

  #completeWhenAllJoined(): void {
    if (this.#gathering) return;
    if ([...this.members.values()].every(member => member.joining !== undefined)) this.#complete();
  }

  #complete(): void {
    clearTimeout(this.#rebalance);
    this.#gathering = false;
    const joined = [...this.members.values()].filter(member => member.joining !== undefined);
    // A static member keeps its place until its session ends, as long as there is someone to lead.
    for (const member of [...this.members.values()])
      if (member.joining === undefined && (member.groupInstanceId === null || joined.length === 0))
        this.#forget(member);
    this.generationId++;
    this.#onGeneration(this.generationId);
    const [first] = joined;
    this.protocolName = this.#vote();
    this.state = first === undefined ? 'Empty' : 'CompletingRebalance';
    if (!joined.some(({ memberId }) => memberId === this.#leader)) this.#leader = first?.memberId ?? '';
    for (const member of joined) {
      const answer = member.joining;
      member.joining = undefined;
      this.#heard(member);
      answer?.(this.#joined(member));
    }
  }

  /** Of the protocols that all members have, the one that most of them prefer. */
  #vote(): string {
    const members = [...this.members.values()];
    const votes = new Map<string, number>();
    for (const { protocols } of members) {
      const liked = protocols.find(({ name }) => members.every(other => supports(other, name)))?.name;
      if (liked !== undefined) votes.set(liked, (votes.get(liked) ?? 0) + 1);
    }
    return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ['', 0] as [
      string,
      number,
    ])[0];
  }

  #heard(member: Member): void {
    clearTimeout(member.timer);
    member.timer = setTimeout(() => this.#remove(member), member.sessionTimeoutMs).unref();
  }

  #forget(member: Member): void {
    clearTimeout(member.timer);
    this.members.delete(member.memberId);
  }

  #remove(member: Member): void {
    this.#forget(member);
    member.joining?.(this.#notJoined(ErrorCode.unknownMemberId, member.memberId));
    member.syncing?.(this.#synced(ErrorCode.unknownMemberId));
    if (this.state === 'PreparingRebalance') this.#completeWhenAllJoined();
    else this.#prepare();
  }

  #instance(groupInstanceId: string | null): Member | undefined {
    if (groupInstanceId === null) return undefined;
    return [...this.members.values()].find(member => member.groupInstanceId === groupInstanceId);
  }

  #joined(member: Member): Joined {
    const leads = member.memberId === this.#leader;
    return {
      errorCode: ErrorCode.none,
      generationId: this.generationId,
      protocolType: this.protocolType,
      protocolName: this.protocolName,
      leader: this.#leader,
      memberId: member.memberId,
      members: leads
        ? [...this.members.values()].map(each => ({
            memberId: each.memberId,
            groupInstanceId: each.groupInstanceId,
            metadata: this.metadataOf(each),
          }))
        : [],
    };
  }

  /** What the member told for the protocol that was chosen. */
  metadataOf(member: Member): Buffer {
    return member.protocols.find(({ name }) => name === this.protocolName)?.metadata ?? nothing;
  }

  #notJoined(errorCode: ErrorCode, memberId: string): Joined {
    return {
      errorCode,
      generationId: -1,
      protocolType: this.protocolType,
      protocolName: '',
      leader: '',
      memberId,
      members: [],
    };
  }

  #synced(errorCode: ErrorCode, assignment = nothing): Synced {
    return { errorCode, protocolType: this.protocolType, protocolName: this.protocolName, assignment };
  }
}

function supports(member: JoinRequest, protocol: string): boolean {
  return member.protocols.some(({ name }) => name === protocol);
}
