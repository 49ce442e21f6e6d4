// The protocols that members bring, and the one that the group works by: how its leader shares partitions out.
import type { JoinRequest, Member } from './group-member.ts';

export const nothing: Buffer = Buffer.alloc(0);

type Members = Iterable<Pick<JoinRequest, 'protocols'>>;

export function allSupport(members: Members, protocol: string): boolean {
  return [...members].every(({ protocols }) => protocols.some(({ name }) => name === protocol));
}

/** Of the protocols that all members have, the one that most of them prefer. */
export function vote(members: Members): string {
  const all = [...members];
  const votes = new Map<string, number>();
  for (const { protocols } of all) {
    const liked = protocols.find(({ name }) => allSupport(all, name))?.name;
    if (liked !== undefined) votes.set(liked, (votes.get(liked) ?? 0) + 1);
  }
  let best = '';
  for (const [name, count] of votes) if (count > (votes.get(best) ?? 0)) best = name;
  return best;
}

/** What a member told for a protocol. */
export function metadataFor(
  { protocols }: Pick<JoinRequest, 'protocols'>,
  protocol: string,
): Buffer | undefined {
  return protocols.find(({ name }) => name === protocol)?.metadata;
}

/** Whether a member that joins anew brings what it brought before. */
export function bringsTheSame(known: Member, { protocols }: JoinRequest): boolean {
  return (
    known.protocols.length === protocols.length &&
    known.protocols.every(({ name, metadata }, i) => {
      const now = protocols[i];
      return now?.name === name && now.metadata.equals(metadata);
    })
  );
}
