// A range refined again by a mended catalog, while live events go on coming: what silver, quarantine, the ledger and the
// claims are afterwards, whatever the worker died of, and that nothing is left of one that was cancelled.

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Source } from '../../src/catalog/catalog.ts';
import { vacuum } from '../../src/delta/vacuum.ts';
import type { FrameSchemas } from '../../src/events/frame-schemas.ts';
import { isOfReplay } from '../../src/refine-again/clear.ts';
import { holdSource } from '../../src/refine-again/hold-source.ts';
import { moveCounts } from '../../src/refine-again/move-counts.ts';
import { placeOf } from '../../src/silver/claims.ts';
import { originsOf } from '../../src/silver/decide.ts';
import { immortal, mortal } from './mortal.ts';
import { openRefinedShop, type Sale, shopSource } from './refined-shop.ts';

type Shop = ReturnType<typeof openRefinedShop>;

const shops: Shop[] = [];
const open = (...args: Parameters<typeof openRefinedShop>): Shop => {
  const shop = openRefinedShop(...args);
  shops.push(shop);
  return shop;
};
afterEach(() => {
  for (const shop of shops.splice(0)) shop.close();
});

const strict = shopSource(10);
const lax = shopSource(100);

let ids = 0;
const sale = (units: number, id = `sale-${++ids}`): Sale => ({ id, units, sku: `sku ${units % 3}` });

/** What must hold whatever the order of things was: told from what was sent, without a part of the product. */
async function expectWhole(shop: Shop, maxUnits: number): Promise<void> {
  const isValid = ({ body }: { body: Uint8Array }) => {
    const text = Buffer.from(body).toString();
    return text.startsWith('{') && (JSON.parse(text) as Sale).units <= maxUnits;
  };
  const events = [...shop.sent].flatMap(([p, sent]) =>
    sent.map(event => ({ p, s: event.sequenceNumber, event })),
  );
  const refused = events.filter(({ event }) => !isValid(event)).map(({ p, s }) => `${p}/${s}`);
  const quarantine = (await shop.quarantine()).map(({ p, s }) => `${p}/${s}`);
  expect(quarantine.sort()).toEqual(refused.sort());
  const silver = await shop.silver();
  const bodies = new Map(events.map(({ p, s, event }) => [`${p}/${s}`, Buffer.from(event.body).toString()]));
  for (const { p, s, units } of silver)
    expect((JSON.parse(bodies.get(`${p}/${s}`) ?? '{}') as Sale).units).toBe(Number(units));
  const valid = new Set(
    events
      .filter(({ event }) => isValid(event))
      .map(({ event }) => JSON.parse(String(Buffer.from(event.body))).id),
  );
  expect(silver.map(({ identity }) => String(identity)).sort()).toEqual(
    [...valid].map(id => `sale ${id}`).sort(),
  );
  const entries = (await shop.ledger.read()).map(({ entry }) => entry);
  for (const { partitionId, counts, silverThrough } of entries) {
    const of = (rows: Record<string, unknown>[]) => rows.filter(({ p }) => p === partitionId).length;
    const [inSilver, inQuarantine] = [of(silver), of(await shop.quarantine())];
    const duplicate = silverThrough + 1 - inSilver - inQuarantine;
    expect(counts).toMatchObject({ silver: inSilver, quarantined: inQuarantine, duplicate });
  }
  for (const { p, s, identity } of silver) {
    const { bucket, key } = placeOf('shop', String(identity), () => 1);
    expect(shop.claimed.owners.get(`${bucket} ${key}`)).toBe(`shop/${p}/${s}`);
  }
  expect(await shop.leftovers()).toEqual([]);
  expect(entries.filter(({ refining }) => refining !== undefined)).toEqual([]);
}

/** Sales of which some are too many for the strict rule, some for both, and some come twice. */
function mixed(count: number, lane: number): (Sale | { raw: string })[] {
  const made: (Sale | { raw: string })[] = [];
  for (let i = 0; i < count; i += 1) {
    if (i % 17 === 5) made.push({ raw: 'no JSON' });
    else if (i % 13 === 4) made.push(made.findLast(one => 'id' in one) ?? sale(1));
    // A mended one of the same identity: what comes of it depends on which of both is valid.
    else if (i % 11 === 7) made.push(sale(3, `mended-${lane}-${i}`), sale(50, `mended-${lane}-${i}`));
    else if (i % 11 === 8) made.push(sale(50, `worse-${lane}-${i}`), sale(3, `worse-${lane}-${i}`));
    else made.push(sale([1, 7, 25, 90, 300][i % 5] ?? 1));
  }
  return made;
}

async function fill(shop: Shop): Promise<void> {
  await shop.receive('0', mixed(60, 0));
  await shop.receive('1', mixed(45, 1));
  await shop.receive('0', mixed(50, 2));
}

describe('a range is refined again', () => {
  test('what a rule refused by mistake is silver, once, and what came meanwhile is as it came', async () => {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step < 8) await shop.receive(String(step % 2), [sale(50), sale(5), sale(500), { raw: 'no' }]);
      },
    );
    expect(await shop.replay(id)).toMatchObject({ state: 'done', error: null, leavesBehind: false });
    await expectWhole(shop, 100);
    const after = new Set((await shop.silver()).map(({ p, s }) => `${p}/${s}`));
    for (const { p, s } of before) expect(after).toContain(`${p}/${s}`);
  });

  test('what frames name is looked up by a worker that never saw it', async () => {
    const registered = (): FrameSchemas => {
      const known = new Map<number, null>();
      return {
        get: id => known.get(id),
        load: async ids => {
          if (ids.has(1)) known.set(1, null);
        },
      };
    };
    const framed = (of: Source): Source => ({ ...of, formats: ['json', 'confluent'] });
    const frame = (units: number) => {
      const body = JSON.stringify({ ...sale(units), at: '2026-11-26T11:59:00Z' });
      return { raw: `\0\0\0\0\x01${body}` };
    };
    const shop = open(framed(strict), registered);
    await shop.receive('0', [frame(3), frame(50), sale(5)]);
    expect((await shop.silver()).map(({ units }) => Number(units))).toEqual([3, 5]);
    shop.deploy(framed(lax));
    const id = await shop.ask('1');
    await shop.run();
    expect(await shop.replay(id)).toMatchObject({ state: 'done', counts: { 'now silver': 1 } });
    expect((await shop.silver()).map(({ units }) => Number(units))).toEqual([3, 50, 5]);
    expect(await shop.quarantine()).toEqual([]);
  });

  test('what a rule let through by mistake is quarantined, and its identity is free, or the mended event’s', async () => {
    const shop = open(lax);
    await fill(shop);
    shop.deploy(strict);
    const id = await shop.ask('1');
    await shop.run();
    const replay = await shop.replay(id);
    expect(replay).toMatchObject({ state: 'done', counts: { 'tables switched': 2 } });
    expect(replay?.counts['duplicates that take over']).toBeGreaterThan(5);
    await expectWhole(shop, 10);
    // The same identity may come again, mended.
    const [refused] =
      (await shop.silver()).length > 0
        ? [...(shop.sent.get('0') ?? [])].filter(({ body }) => String(body).includes('"units":90'))
        : [];
    const { id: identity } = JSON.parse(String(refused?.body)) as Sale;
    await shop.receive('1', [sale(2, identity)]);
    await expectWhole(shop, 10);
  });

  test('it is one version, with those before it still there, though files are compacted all the time', async () => {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    await shop.ask('1');
    const version = async () => (await shop.tables.get('silver.shop_sale')?.snapshot())?.version ?? 0;
    let last = 0;
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step === 0) last = await version();
        // In the same files as the range's rows, and beyond it.
        await shop.receive('1', [sale(50, `more-${step}`)]);
        await shop.compact();
      },
    );
    await expectWhole(shop, 100);
    expect(await shop.silverAt(last)).toEqual(before);
  });

  test('the same catalog changes nothing: no table gets a version', async () => {
    const shop = open(strict);
    await fill(shop);
    const versions = async () =>
      Promise.all([...shop.tables.values()].map(async table => (await table.snapshot())?.version));
    const before = await versions();
    const id = await shop.ask('1');
    await shop.run();
    const replay = await shop.replay(id);
    expect(replay?.counts['as before']).toBe(replay?.counts.events);
    expect(replay?.counts['tables switched']).toBeUndefined();
    expect(await versions()).toEqual(before);
    await expectWhole(shop, 10);
  });

  test('only the range that was asked for is refined', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50), sale(50), sale(50), sale(50)]);
    await shop.receive('1', [sale(50)]);
    shop.deploy(lax);
    await shop.ask('1', { partition: '0', first: 1, last: 2 });
    await shop.run();
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/1', '0/2']);
    expect((await shop.quarantine()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/0', '0/3', '1/0']);
  });

  test('a range in which bronze has lost events is refused, and what is beside it is refined', async () => {
    const shop = open(strict);
    await fill(shop);
    const [first] = await shop.ledger.read();
    if (!first) throw new Error('there is no lane');
    const lost = [{ first: 1, last: 2, events: 2, atMs: 0 }];
    await shop.ledger.write({ ...first, entry: { ...first.entry, lost } });
    shop.deploy(lax);
    const all = await shop.ask('all');
    const after = await shop.ask('after', { partition: first.entry.partitionId, first: 3 });
    await shop.run();
    expect((await shop.replay(all))?.error).toContain('has lost events of 1–2 in partition');
    expect((await shop.replay(after))?.state).toBe('done');
  });

  test('a redriven event stays in quarantine: its copy stands for it', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50, 'again')]);
    const body = String(shop.sent.get('0')?.[0]?.body);
    await shop.receive('1', [
      { raw: body, origin: 'shop/0/0' },
      { raw: body, origin: 'shop/0/0' },
    ]);
    shop.deploy(lax);
    await shop.ask('1');
    await shop.run();
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['1/0']);
    expect((await shop.quarantine()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/0']);
    const { bucket, key } = placeOf(originsOf('shop'), 'shop/0/0', () => 1);
    expect(shop.claimed.owners.get(`${bucket} ${key}`)).toBe('shop/1/0');
    const counts = Object.fromEntries(
      (await shop.ledger.read()).map(({ entry }) => [entry.partitionId, entry.counts]),
    );
    expect(counts).toMatchObject({ 0: { quarantined: 1 }, 1: { silver: 1, duplicate: 1, redriven: 1 } });
  });

  test('a change is both of its rows: that which came, and that which went', async () => {
    const shop = open(shopSource(10, 'drop', 'debezium'));
    let lsn = 0;
    const row = (units: number) => ({ id: 'a', at: '2026-11-26T11:00:00Z', sku: 'x', units });
    const change = (op: string, before: object | null, after: object | null) => ({
      raw: JSON.stringify({
        ...{ op, before, after },
        source: {
          db: 'shop',
          schema: 'public',
          table: 'sale',
          lsn: ++lsn,
          ts_ms: Date.UTC(2026, 10, 26, 11),
        },
      }),
    });
    await shop.receive('0', [
      change('c', null, row(5)),
      change('u', row(5), row(50)),
      change('u', row(50), row(6)),
    ]);
    const was = (await shop.changes()).map(({ s, type, units }) => `${s} ${type} ${units}`);
    expect(was).toEqual(['0 insert 5', '2 update_preimage 50', '2 update_postimage 6']);
    shop.deploy(shopSource(100, 'drop', 'debezium'));
    await shop.ask('1');
    await shop.run();
    expect((await shop.changes()).map(({ s, type, units }) => `${s} ${type} ${units}`)).toEqual([
      '0 insert 5',
      '1 update_preimage 5',
      '1 update_postimage 50',
      '2 update_preimage 50',
      '2 update_postimage 6',
    ]);
    expect(await shop.quarantine()).toEqual([]);
  });

  test('a live event that takes an identity first keeps it', async () => {
    const shop = open(strict);
    await shop.receive('0', [sale(50, 'raced'), sale(50)]);
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async () => {
        if ((await shop.replay(id))?.phase === 'claim' && !shop.sent.has('1'))
          await shop.receive('1', [sale(4, 'raced')]);
      },
    );
    expect((await shop.replay(id))?.counts).toMatchObject({ 'now duplicates': 1 });
    expect((await shop.silver()).map(({ p, s }) => `${p}/${s}`)).toEqual(['0/1', '1/0']);
    await expectWhole(shop, 100);
  });

  test('an expectation that stops a partition stops the replay, and nothing is changed', async () => {
    const shop = open(lax);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(shopSource(10, 'fail'));
    const id = await shop.ask('1');
    await shop.run();
    expect(await shop.replay(id)).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/^the expectation "few" \(action "fail"\) does not hold at shop\/\d\/\d+/),
    });
    expect(await shop.silver()).toEqual(before);
    expect(await shop.leftovers()).toEqual([]);
  });

  test('another catalog in the middle of it ends it, and nothing is changed', async () => {
    const shop = open(strict);
    await fill(shop);
    shop.deploy(lax);
    const id = await shop.ask('1');
    await shop.run(
      immortal,
      () => false,
      async step => {
        if (step === 3) shop.deploy(shopSource(20));
      },
    );
    expect(await shop.replay(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('meanwhile'),
    });
    expect(await shop.leftovers()).toEqual([]);
    shop.deploy(strict);
    await expectWhole(shop, 10);
  });
});

describe('one at a time', () => {
  test('the same request twice is done once, and another waits for the first', async () => {
    const shop = open(strict);
    await fill(shop);
    shop.deploy(lax);
    const [one, same, other] = [await shop.ask('1'), await shop.ask('1'), await shop.ask('2')];
    expect(same).toBe(one);
    await shop.run();
    expect((await shop.replay(one))?.counts['now silver']).toBeGreaterThan(10);
    const second = await shop.replay(other);
    expect(second).toMatchObject({ state: 'done' });
    expect(second?.counts['as before']).toBe(second?.counts.events);
    await expectWhole(shop, 100);
  });

  test('cancelled before the switch it leaves nothing behind; once that has begun it cannot be', async () => {
    const shop = open(strict);
    await fill(shop);
    const silver = await shop.silver();
    const claims = new Map(shop.claimed.owners);
    shop.deploy(lax);
    for (const phase of ['wait', 'refine', 'resolve']) {
      const id = await shop.ask(phase);
      await shop.run(
        immortal,
        () => false,
        async () => {
          const replay = await shop.replay(id);
          if (replay?.state === 'running' && replay.phase === phase) await shop.service.cancel(id);
        },
      );
      expect(await shop.replay(id)).toMatchObject({ state: 'cancelled', lease: null });
      expect(await shop.leftovers()).toEqual([]);
    }
    expect([await shop.silver(), shop.claimed.owners]).toEqual([silver, claims]);
    const id = await shop.ask('late');
    const answers: number[] = [];
    await shop.run(
      immortal,
      () => false,
      async () => {
        if ((await shop.replay(id))?.phase === 'switch')
          answers.push(
            await shop.service.cancel(id).then(
              ({ status }) => status,
              ({ status }) => status,
            ),
          );
      },
    );
    expect(new Set(answers)).toEqual(new Set([409]));
    await expectWhole(shop, 100);
  });
});

describe('before the switch, a day and more after the files were written,', () => {
  /** Runs a refine of what `strict` refused, vacuuming as if 25 hours had passed when it comes to the switch. */
  async function refineSlowly(isWanted: (id: string) => (path: string) => boolean) {
    const shop = open(strict);
    await fill(shop);
    const before = await shop.silver();
    shop.deploy(lax);
    const id = await shop.ask('slow');
    let vacuumed = false;
    const between = async () => {
      if (vacuumed || (await shop.replay(id))?.phase !== 'switch') return;
      vacuumed = true;
      for (const table of shop.tables.values())
        await vacuum(table, Date.now() + 25 * 3_600_000, isWanted(id));
    };
    let steps = 0;
    await shop.run(
      immortal,
      () => steps > 40,
      async () => {
        steps += 1;
        await between();
      },
    );
    return { shop, before, replay: await shop.replay(id) };
  }

  test('vacuum leaves them where they are', async () => {
    const { shop, replay } = await refineSlowly(id => path => isOfReplay(path, [id]));
    expect(replay?.state).toBe('done');
    await expectWhole(shop, 100);
  });

  test('a file that somebody has deleted stops it, and the rows that were are still there', async () => {
    const { shop, before, replay } = await refineSlowly(() => () => false);
    expect(replay).toMatchObject({ state: 'running', phase: 'switch' });
    expect(replay?.error).toMatch(/files that were refined for .* are gone, such as .*refine-/);
    expect(await shop.silver()).toEqual(before);
  });
});

test('a worker that wakes after another replay has counted moves nothing', async () => {
  const shop = open(strict);
  await fill(shop);
  const counts = async () => (await shop.ledger.read()).map(({ entry }) => entry.counts);
  const before = await counts();
  const moves = { '0': { silver: 2, quarantined: -2, duplicate: 0, redriven: 0 } };
  await holdSource(shop.ledger, 'shop', 'second', async () => true);
  await moveCounts(shop.ledger, 'shop', 'first', moves);
  expect(await counts()).toEqual(before);
  await moveCounts(shop.ledger, 'shop', 'second', moves);
  await moveCounts(shop.ledger, 'shop', 'second', moves);
  expect((await counts())[0]).toMatchObject({ silver: (before[0]?.silver ?? 0) + 2 });
});

test('a worker that is killed before or after any of its calls, again and again, comes to the same', {
  timeout: 120_000,
}, async () => {
  const deaths = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom('before' as const, 'after' as const)),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(deaths, fc.boolean(), async (kills, mends) => {
      const shop = open(mends ? strict : lax);
      await fill(shop);
      shop.deploy(mends ? lax : strict);
      const id = await shop.ask('1');
      for (const [last, dies] of kills) {
        const { life, isDead } = mortal(last, dies);
        await shop.run(life, isDead);
        await shop.receive('1', [sale(50), sale(5)]);
        await shop.sweep();
      }
      await shop.run();
      expect(await shop.replay(id)).toMatchObject({ state: 'done', error: null });
      await expectWhole(shop, mends ? 100 : 10);
      shop.close();
    }),
    { numRuns: 12 },
  );
});
