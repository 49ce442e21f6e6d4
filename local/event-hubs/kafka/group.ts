// One consumer group: who is in it, which generation it is in, and what each member was given. The states and their
// steps are those of Kafka's group coordinator:
//
//   Empty ─join─► PreparingRebalance ─all have joined─► CompletingRebalance ─the leader's sync─► Stable
//                 ▲                                                 │                             │
//                 └──────────── a member joins anew, leaves or is silent ─────────────────────────┘
import { randomUUID } from 'node:crypto';
import { ErrorCode } from './error-codes.ts';
import { notJoined, synced } from './group-answers.ts';
import type { Joined, JoinRequest, Member, Synced } from './group-member.ts';
import { bringsTheSame, metadataFor, nothing, vote } from './group-protocol.ts';
import { refusalOf } from './join-refusal.ts';
import { PromisedIds } from './promised-ids.ts';

export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

/** How long the first member of an empty group waits for others, ms. */
const FIRST_JOIN_DELAY_MS = 300;

export class Group {
  readonly id: string;
  state: GroupState = 'Empty';
  generationId: number;
  protocolType = '';
  protocolName = '';
  readonly members = new Map<string, Member>();
  #leader = '';
  readonly #promised = new PromisedIds();
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
    const holder = this.#instance(request.groupInstanceId);
    const { members, protocolType } = this;
    const refusal = refusalOf(request, { members, promised: this.#promised, protocolType, holder });
    if (refusal !== ErrorCode.none) return notJoined(this, refusal, request.memberId);
    if (holder !== undefined && request.memberId === '') return this.#replace(holder, request);
    const known = this.members.get(request.memberId);
    if (known === undefined) return this.#admit(request);
    const unchanged = bringsTheSame(known, request);
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
    if (wrong !== ErrorCode.none) return synced(this, wrong);
    if (this.state === 'PreparingRebalance') return synced(this, ErrorCode.rebalanceInProgress);
    const member = this.members.get(memberId) as Member;
    this.#heard(member);
    if (this.state === 'Stable') return synced(this, ErrorCode.none, member.assignment);
    const answer = new Promise<Synced>(resolve => {
      member.syncing = resolve;
    });
    if (memberId === this.#leader) {
      this.state = 'Stable';
      for (const each of this.members.values()) {
        each.assignment = assignments.get(each.memberId) ?? nothing;
        each.syncing?.(synced(this, ErrorCode.none, each.assignment));
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
    if (this.#promised.take(memberId)) return ErrorCode.none;
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
    this.#promised.close();
    for (const member of this.members.values()) {
      clearTimeout(member.timer);
      member.joining?.(notJoined(this, ErrorCode.coordinatorNotAvailable, member.memberId));
      member.syncing?.(synced(this, ErrorCode.coordinatorNotAvailable));
    }
  }

  #admit(request: JoinRequest): Promise<Joined> | Joined {
    const memberId = request.memberId || `${request.groupInstanceId ?? request.clientId}-${randomUUID()}`;
    if (request.memberId === '' && request.requiresId && request.groupInstanceId === null) {
      this.#promised.promise(memberId, request.sessionTimeoutMs);
      return notJoined(this, ErrorCode.memberIdRequired, memberId);
    }
    this.#promised.take(memberId);
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
    holder.joining?.(notJoined(this, ErrorCode.fencedInstanceId, holder.memberId));
    holder.syncing?.(synced(this, ErrorCode.fencedInstanceId));
    const member = { ...request, memberId, assignment: holder.assignment };
    this.members.set(memberId, member);
    if (leads) this.#leader = memberId;
    const chosen = (of: JoinRequest) => metadataFor(of, this.protocolName);
    if (this.state !== 'Stable' || !chosen(holder)?.equals(chosen(request) ?? nothing))
      return this.#rejoin(member);
    this.#heard(member);
    return { ...this.#joined(member), leader: leads ? holder.memberId : this.#leader, members: [] };
  }

  #rejoin(member: Member): Promise<Joined> {
    member.joining?.(notJoined(this, ErrorCode.unknownMemberId, member.memberId));
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
      member.syncing?.(synced(this, ErrorCode.rebalanceInProgress));
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
    this.protocolName = vote(this.members.values());
    this.state = first === undefined ? 'Empty' : 'CompletingRebalance';
    if (!joined.some(({ memberId }) => memberId === this.#leader)) this.#leader = first?.memberId ?? '';
    for (const member of joined) {
      const answer = member.joining;
      member.joining = undefined;
      this.#heard(member);
      answer?.(this.#joined(member));
    }
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
    member.joining?.(notJoined(this, ErrorCode.unknownMemberId, member.memberId));
    member.syncing?.(synced(this, ErrorCode.unknownMemberId));
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
    return metadataFor(member, this.protocolName) ?? nothing;
  }
}
