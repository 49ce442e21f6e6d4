import { afterEach, describe, expect, test } from 'vitest';
import { ErrorCode } from '../../../../local/event-hubs/kafka/error-codes.ts';
import { Group } from '../../../../local/event-hubs/kafka/group.ts';
import type { JoinRequest } from '../../../../local/event-hubs/kafka/group-member.ts';
import { Groups } from '../../../../local/event-hubs/kafka/groups.ts';
import { StateJournal } from '../../../../local/event-hubs/kafka/state-journal.ts';

const range = { name: 'range', metadata: Buffer.from('r') };
const sticky = { name: 'sticky', metadata: Buffer.from('s') };

function joining(memberId: string, more: Partial<JoinRequest> = {}): JoinRequest {
  return {
    memberId,
    groupInstanceId: null,
    clientId: 'till',
    clientHost: '/127.0.0.1',
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: 30_000,
    protocolType: 'consumer',
    protocols: [range],
    requiresId: false,
    ...more,
  };
}

const groups: Group[] = [];
function newGroup(): Group {
  const group = new Group('tills', 0, () => undefined);
  groups.push(group);
  return group;
}
afterEach(() => {
  for (const group of groups.splice(0)) group.close();
});

describe('a member', () => {
  test('is first told its id, and joins with it', async () => {
    const group = newGroup();
    const told = await group.join(joining('', { requiresId: true }));
    expect(told.errorCode).toBe(ErrorCode.memberIdRequired);
    const joined = await group.join(joining(told.memberId, { requiresId: true }));
    expect(joined).toMatchObject({
      errorCode: 0,
      generationId: 1,
      leader: told.memberId,
      protocolName: 'range',
    });
  });

  test('that nobody knows, or of another generation, is refused', async () => {
    const group = newGroup();
    expect(await group.join(joining('stranger'))).toMatchObject({ errorCode: ErrorCode.unknownMemberId });
    const { memberId } = await group.join(joining(''));
    expect(group.heartbeat('stranger', 1)).toBe(ErrorCode.unknownMemberId);
    expect(group.heartbeat(memberId, 0)).toBe(ErrorCode.illegalGeneration);
    expect(group.heartbeat(memberId, 1)).toBe(ErrorCode.none);
    expect(await group.sync(memberId, 0, new Map())).toMatchObject({
      errorCode: ErrorCode.illegalGeneration,
    });
  });

  test('that has no protocol in common with the others is refused', async () => {
    const group = newGroup();
    await group.join(joining('', { protocols: [range] }));
    const other = await group.join(joining('', { protocols: [sticky] }));
    expect(other.errorCode).toBe(ErrorCode.inconsistentGroupProtocol);
  });
});

describe('a rebalance', () => {
  test('is told by heartbeats, waits for all, and takes the protocol that all have', async () => {
    const group = newGroup();
    const first = await group.join(joining('', { protocols: [sticky, range] }));
    await group.sync(first.memberId, 1, new Map([[first.memberId, Buffer.from('all')]]));
    const second = group.join(joining('', { protocols: [range] }));
    expect(group.heartbeat(first.memberId, 1)).toBe(ErrorCode.rebalanceInProgress);
    const again = await group.join(joining(first.memberId, { protocols: [sticky, range] }));
    const joined = await second;
    expect([again.generationId, joined.generationId]).toEqual([2, 2]);
    expect(again).toMatchObject({ leader: first.memberId, protocolName: 'range' });
    expect(again.members.map(({ memberId }) => memberId)).toEqual([first.memberId, joined.memberId]);
    const waits = group.sync(joined.memberId, 2, new Map());
    await group.sync(first.memberId, 2, new Map([[joined.memberId, Buffer.from('half')]]));
    expect((await waits).assignment.toString()).toBe('half');
    expect(group.leave(joined.memberId, null)).toBe(ErrorCode.none);
    expect(group.heartbeat(first.memberId, 2)).toBe(ErrorCode.rebalanceInProgress);
  });

  test('is not needed when a static member comes back, and its old self is fenced', async () => {
    const group = newGroup();
    const first = await group.join(joining('', { groupInstanceId: 'till-1' }));
    await group.sync(first.memberId, 1, new Map([[first.memberId, Buffer.from('mine')]]));
    const back = await group.join(joining('', { groupInstanceId: 'till-1' }));
    expect(back).toMatchObject({ errorCode: 0, generationId: 1 });
    expect((await group.sync(back.memberId, 1, new Map())).assignment.toString()).toBe('mine');
    expect(group.heartbeat(first.memberId, 1)).toBe(ErrorCode.unknownMemberId);
    const old = await group.join(joining(first.memberId, { groupInstanceId: 'till-1' }));
    expect(old.errorCode).toBe(ErrorCode.fencedInstanceId);
  });
});

test('only members of the present generation commit, or anyone while the group is empty', async () => {
  const all = new Groups(new StateJournal(undefined));
  const group = all.obtain('tills') as Group;
  groups.push(group);
  expect(all.mayCommit(group, '', -1)).toBe(ErrorCode.none);
  const { memberId } = await group.join(joining(''));
  expect(all.mayCommit(group, memberId, 1)).toBe(ErrorCode.rebalanceInProgress);
  await group.sync(memberId, 1, new Map());
  expect(all.mayCommit(group, memberId, 1)).toBe(ErrorCode.none);
  expect(all.mayCommit(group, '', -1)).toBe(ErrorCode.unknownMemberId);
  expect(all.mayCommit(group, memberId, 0)).toBe(ErrorCode.illegalGeneration);
});
