// The consumer groups of the namespace, by name, and the offsets that they have committed. Kafka's groups make
// themselves, span all hubs, and have nothing to do with the hubs' own consumer groups. Offsets and generations
// outlive a restart; members do not, and join anew.
// https://learn.microsoft.com/azure/event-hubs/apache-kafka-frequently-asked-questions
import { ErrorCode } from './error-codes.ts';
import { Group } from './group.ts';
import type { StateJournal } from './state-journal.ts';

const MAX_GROUPS = 1_000;

export interface CommittedOffset {
  offset: number;
  metadata: string | null;
}

export class Groups {
  #journal: StateJournal;
  #groups = new Map<string, Group>();

  constructor(journal: StateJournal) {
    this.#journal = journal;
    for (const [[, id = '']] of journal.entries('generation')) this.#open(id);
  }

  get(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  all(): Group[] {
    return [...this.#groups.values()];
  }

  /** The group, made when there is none; undefined when there are too many. */
  obtain(id: string): Group | undefined {
    const group = this.#groups.get(id);
    if (group !== undefined) return group;
    if (this.#groups.size >= MAX_GROUPS) this.#forgetUnused();
    return this.#groups.size < MAX_GROUPS ? this.#open(id) : undefined;
  }

  /** Whether a consumer may commit: a member of this generation, or anyone while the group is empty. */
  mayCommit(group: Group, memberId: string, generationId: number): ErrorCode {
    if (generationId < 0 && memberId === '' && group.state === 'Empty') return ErrorCode.none;
    const wrong = group.check(memberId, generationId);
    if (wrong !== ErrorCode.none) return wrong;
    return group.state === 'CompletingRebalance' ? ErrorCode.rebalanceInProgress : ErrorCode.none;
  }

  commit(group: Group, topic: string, partition: number, committed: CommittedOffset): void {
    if (this.#journal.get('generation', group.id) === undefined)
      this.#journal.set(['generation', group.id], group.generationId);
    this.#journal.set(['offset', group.id, topic, String(partition)], committed);
  }

  committed(id: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#journal.get('offset', id, topic, String(partition)) as CommittedOffset | undefined;
  }

  /** Every partition that the group has committed an offset of. */
  committedPartitions(id: string): Map<string, number[]> {
    const partitions = new Map<string, number[]>();
    for (const [[, , topic = '', partition]] of this.#journal.entries('offset', id))
      partitions.set(topic, [...(partitions.get(topic) ?? []), Number(partition)]);
    return partitions;
  }

  /** Forgets an empty group and its offsets. */
  delete(id: string): ErrorCode {
    const group = this.#groups.get(id);
    if (group === undefined) return ErrorCode.groupIdNotFound;
    if (group.state !== 'Empty') return ErrorCode.nonEmptyGroup;
    for (const [key] of this.#journal.entries('offset', id)) this.#journal.set(key, undefined);
    this.#journal.set(['generation', id], undefined);
    group.close();
    this.#groups.delete(id);
    return ErrorCode.none;
  }

  close(): void {
    for (const group of this.#groups.values()) group.close();
  }

  /** Console consumers come with a name of their own each time, and leave nothing behind. */
  #forgetUnused(): void {
    const used = new Set(this.#journal.entries('offset').map(([[, id]]) => id));
    for (const { id, state } of this.all()) if (state === 'Empty' && !used.has(id)) this.delete(id);
  }

  #open(id: string): Group {
    const generation = Number(this.#journal.get('generation', id) ?? 0);
    const group = new Group(id, generation, now => this.#journal.set(['generation', id], now));
    this.#groups.set(id, group);
    return group;
  }
}
