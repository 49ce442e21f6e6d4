// Partial update as Microsoft documents it.
import type { Container, PatchOperation, PatchRequestBody } from '@azure/cosmos';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, failure, newContainer, startFixture } from './cosmos-fixture.ts';

let fixture: Fixture;
let container: Container;
let id = 0;
beforeAll(async () => {
  fixture = await startFixture();
  container = await newContainer(fixture.client);
});
afterAll(() => fixture.close());
beforeEach(async () => {
  id += 1;
  await container.items.create({
    ...{ id: `${id}`, pk: 'a', n: 1, text: 't', tags: ['x', 'y'], nested: { q: 15 }, none: null },
  });
});

const item = () => container.item(`${id}`, 'a');
const patched = async (body: PatchRequestBody) => (await item().patch(body)).resource;
const fails = async (...operations: PatchOperation[]) => failure(item().patch(operations));
const stored = async () => (await item().read()).resource;

describe('a patch', () => {
  it('adds, sets, replaces, removes, increments and moves', async () => {
    const document = await patched([
      { op: 'add', path: '/color', value: 'silver' },
      { op: 'remove', path: '/text' },
      { op: 'set', path: '/n', value: 355.45 },
      { op: 'incr', path: '/nested/q', value: 10 },
      { op: 'add', path: '/tags/-', value: 'z' },
      { op: 'move', from: '/color', path: '/nested/color' } as never,
      { op: 'replace', path: '/none', value: { deep: [1] } },
    ]);
    expect(document).toMatchObject({ n: 355.45, tags: ['x', 'y', 'z'], nested: { q: 25, color: 'silver' } });
    expect(document).toMatchObject({ none: { deep: [1] } });
    expect(document).not.toHaveProperty('color');
    expect(document).not.toHaveProperty('text');
    expect(await stored()).toEqual(document);
  });

  it('inserts into arrays with add and overwrites with set', async () => {
    await patched([{ op: 'add', path: '/tags/1', value: 'between' }]);
    await patched([{ op: 'set', path: '/tags/0', value: 'first' }]);
    await patched([{ op: 'add', path: '/tags/3', value: 'last' }]);
    expect((await stored())?.tags).toEqual(['first', 'between', 'y', 'last']);
    await patched([{ op: 'remove', path: '/tags/1' }]);
    expect((await stored())?.tags).toEqual(['first', 'y', 'last']);
  });

  it('refuses indexes outside an array', async () => {
    expect(await fails({ op: 'add', path: '/tags/3', value: 1 })).toBe(400);
    expect(await fails({ op: 'set', path: '/tags/2', value: 1 })).toBe(400);
    expect(await fails({ op: 'remove', path: '/tags/2' })).toBe(400);
    expect(await fails({ op: 'replace', path: '/tags/x', value: 1 })).toBe(400);
  });

  it('makes a missing field by incr, but no missing parent', async () => {
    expect(await patched([{ op: 'incr', path: '/nested/made', value: -2 }])).toMatchObject({
      nested: { made: -2 },
    });
    expect(await fails({ op: 'incr', path: '/nowhere/made', value: 1 })).toBe(400);
    expect(await fails({ op: 'set', path: '/nowhere/made', value: 1 })).toBe(400);
    expect(await fails({ op: 'incr', path: '/text', value: 1 })).toBe(400);
    expect(await fails({ op: 'incr', path: '/n', value: '1' as never })).toBe(400);
  });

  it('refuses to replace or remove what is not there', async () => {
    expect(await fails({ op: 'replace', path: '/missing', value: 1 })).toBe(400);
    expect(await fails({ op: 'remove', path: '/missing' })).toBe(400);
    expect(await fails({ op: 'move', from: '/missing', path: '/n' } as never)).toBe(400);
    expect(await fails({ op: 'move', from: '/nested', path: '/nested/q' } as never)).toBe(400);
  });

  it('refuses system properties, the id and the partition key', async () => {
    for (const path of ['/id', '/_ts', '/_etag', '/_rid', '/pk']) {
      expect(await fails({ op: 'set', path, value: 'x' }), path).toBe(400);
    }
  });

  it('applies all of its operations or none', async () => {
    const before = await stored();
    expect(await fails({ op: 'incr', path: '/n', value: 1 }, { op: 'remove', path: '/missing' })).toBe(400);
    expect(await stored()).toEqual(before);
  });

  it('has at least one and at most ten operations', async () => {
    const operation: PatchOperation = { op: 'incr', path: '/n', value: 1 };
    expect(await fails(...Array.from({ length: 10 }, () => operation))).toBe(0);
    expect(await fails(...Array.from({ length: 11 }, () => operation))).toBe(400);
    expect((await stored())?.n).toBe(11);
    expect(await fails()).toBe(400);
  });

  it('needs the document', async () => {
    expect(await failure(container.item('none', 'a').patch([{ op: 'incr', path: '/n', value: 1 }]))).toBe(
      404,
    );
  });

  it('names keys that hold slashes, tildes and the prototype', async () => {
    const made = await patched([
      { op: 'set', path: '/a~1b', value: 1 },
      { op: 'set', path: '/a~0b', value: 2 },
      { op: 'set', path: '/__proto__', value: { polluted: true } },
    ]);
    expect(made).toMatchObject({ 'a/b': 1, 'a~b': 2 });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await fails({ op: 'incr', path: '/constructor/prototype/x', value: 1 })).toBe(400);
  });

  it('goes only where its condition holds', async () => {
    const operations: PatchOperation[] = [
      { op: 'incr', path: '/n', value: 5 },
      { op: 'add', path: '/w', value: { 'pos-0': 1233 } },
    ];
    const guard = (first: number) => `FROM c WHERE (NOT IS_DEFINED(c.w["pos-0"]) OR c.w["pos-0"] < ${first})`;
    await patched({ operations, condition: guard(1234) });
    await patched({ operations, condition: guard(1234) });
    expect(await failure(item().patch({ operations, condition: guard(1233) }))).toBe(412);
    expect((await stored())?.n).toBe(11);
  });

  it.each([
    ['from c where c.n = 1 and c.text = "t"', true],
    ["FROM c WHERE c.text IN ('s', 't') AND c.n BETWEEN 0 AND 1", true],
    ['FROM c WHERE c.n >= 2 OR c.nested.q != 15', false],
    ['FROM c WHERE NOT (c.missing = 1)', false],
    ['FROM c WHERE c.missing < 3', false],
    ['FROM c WHERE c.none = null AND IS_NULL(c.none)', true],
    ['FROM c WHERE ARRAY_CONTAINS(c.tags, "x") AND c.tags[1] = "y"', true],
    ['FROM c WHERE c.n + 1 = 2 AND STARTSWITH(c.text, "t")', true],
    ['FROM c WHERE c.text < 5', false],
    ['FROM c WHERE c.text NOT IN ("s", "u") AND c.n NOT BETWEEN 2 AND 3', true],
    ['FROM c WHERE c["text"] LIKE "%t%"', true],
    ['FROM root r WHERE r.nested.q = 1.5e1', true],
  ])('evaluates %s', async (condition, holds) => {
    const operations: PatchOperation[] = [{ op: 'set', path: '/seen', value: true }];
    expect(await failure(item().patch({ operations, condition }))).toBe(holds ? 0 : 412);
  });

  it('refuses a condition that is no SQL', async () => {
    const operations: PatchOperation[] = [{ op: 'set', path: '/seen', value: true }];
    for (const condition of [
      'FROM c WHERE c.n >',
      'FROM c WHERE d.n = 1',
      'FROM c WHERE NOSUCH(c.n)',
      'c.n = "',
    ]) {
      expect(await failure(item().patch({ operations, condition })), condition).toBe(400);
    }
  });

  it('can leave the document out of its answer', async () => {
    const options = { initialHeaders: { Prefer: 'return=minimal' } };
    const { resource, statusCode, etag } = await item().patch(
      [{ op: 'incr', path: '/n', value: 1 }],
      options,
    );
    expect({ resource, statusCode }).toEqual({ resource: null, statusCode: 200 });
    expect((await stored())?._etag).toBe(etag);
  });
});
