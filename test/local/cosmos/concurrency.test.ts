// Many writers at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const times = <T>(count: number, call: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

describe('concurrent writers', () => {
  it('are counted exactly by conditional increments', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '1', pk: 'a', n: 0 });
    const statuses = await times(80, () =>
      failure(
        container.item('1', 'a').patch({
          operations: [{ op: 'incr', path: '/n', value: 1 }],
          condition: 'FROM c WHERE c.n < 50',
        }),
      ),
    );
    expect(statuses.filter(status => status === 0)).toHaveLength(50);
    expect(statuses.filter(status => status === 412)).toHaveLength(30);
    expect((await container.item('1', 'a').read()).resource?.n).toBe(50);
  });

  it('fold each position once, however often it is delivered', async () => {
    const container = await newContainer(fixture.client);
    await container.items.create({ id: '1', pk: 'a', n: 0, w: {} });
    for (let sequence = 1; sequence <= 10; sequence += 1) {
      const statuses = await times(8, () =>
        failure(
          container.item('1', 'a').patch({
            operations: [
              { op: 'incr', path: '/n', value: sequence },
              { op: 'set', path: '/w/pos-0', value: sequence },
            ],
            condition: `FROM c WHERE NOT IS_DEFINED(c.w["pos-0"]) OR c.w["pos-0"] < ${sequence}`,
          }),
        ),
      );
      expect(statuses.filter(status => status === 0)).toHaveLength(1);
    }
    expect((await container.item('1', 'a').read()).resource?.n).toBe(55);
  });

  it('have one winner under one etag and one creator of one id', async () => {
    const container = await newContainer(fixture.client);
    const created = await times(20, index =>
      failure(container.items.create({ id: '1', pk: 'a', by: index })),
    );
    expect(created.filter(status => status === 0)).toHaveLength(1);
    const { etag: condition } = await container.item('1', 'a').read();
    const replaced = await times(20, index =>
      failure(
        container
          .item('1', 'a')
          .replace({ id: '1', pk: 'a', by: index }, { accessCondition: { type: 'IfMatch', condition } }),
      ),
    );
    expect(replaced.filter(status => status === 0)).toHaveLength(1);
    expect(replaced.filter(status => status === 412)).toHaveLength(19);
  });
});
