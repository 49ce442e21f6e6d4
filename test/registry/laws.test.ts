// Whatever is registered and deleted, in whatever order:
//   an id stands for one schema for ever;
//   a schema that is there has one id;
//   versions of a subject grow while any of them is there;
//   what was registered and not deleted is found by its text, its id and its version.

import fc from 'fast-check';
import { test } from 'vitest';
import { client, numbered } from './client.ts';

const subjects = ['a', 'b', 'c'];
const subject = fc.constantFrom(...subjects);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('register' as const), subject, schema: fc.nat(4) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('delete version' as const),
      subject,
      version: fc.integer({ min: 1, max: 6 }),
      permanent: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete subject' as const), subject, permanent: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Found = { id: number; version: number; schema: string };

const lineOf = (taken: Step): string => {
  if (taken.kind === 'register') return `POST subjects/${taken.subject}/versions`;
  const versions = taken.kind === 'delete version' ? `/versions/${taken.version}` : '';
  return `DELETE subjects/${taken.subject}${versions}?permanent=${taken.permanent}`;
};

test('ids and versions keep their laws under any registrations and deletions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
      const ask = client();
      await ask.ok('PUT config', { compatibility: 'NONE' });
      const textOf = new Map<number, string>();
      for (const taken of steps) {
        const before = await versionsOf(ask, taken.subject);
        const reply = await ask(
          lineOf(taken),
          taken.kind === 'register' ? numbered(taken.schema) : undefined,
        );
        if (reply.status === 500) throw new Error(JSON.stringify(reply.body));
        if (taken.kind !== 'register') continue;
        const { id, version, schema } = reply.body as Found;
        if (textOf.has(id) && textOf.get(id) !== schema) throw new Error(`id ${id} stands for two schemas`);
        textOf.set(id, schema);
        const isNew = !before.live.includes(version);
        if (isNew && version <= Math.max(0, ...before.all))
          throw new Error(`version ${version} was there before`);
        await demandFound(ask, taken.subject, reply.body as Found);
      }
      const all = (await ask.ok('GET schemas?deleted=true')) as Found[];
      const ids = new Map(all.map(({ schema, id }) => [schema, id]));
      if (all.some(({ schema, id }) => ids.get(schema) !== id)) throw new Error('a schema has two ids');
    }),
    { numRuns: 150 },
  );
});

type Ask = ReturnType<typeof client>;

async function versionsOf(ask: Ask, name: string): Promise<{ live: number[]; all: number[] }> {
  const list = async (query: string) => {
    const { status, body } = await ask(`GET subjects/${name}/versions${query}`);
    return status === 200 ? (body as number[]) : [];
  };
  return { live: await list(''), all: await list('?deleted=true') };
}

async function demandFound(ask: Ask, name: string, { id, version, schema }: Found): Promise<void> {
  const found = [
    await ask.ok(`GET subjects/${name}/versions/${version}`),
    await ask.ok(`POST subjects/${name}`, { schemaType: 'JSON', schema }),
    { ...((await ask.ok(`GET schemas/ids/${id}`)) as object), id, version },
  ] as Found[];
  if (found.some(one => one.id !== id || one.version !== version || one.schema !== schema))
    throw new Error(`${JSON.stringify(found)} must be version ${version} with id ${id}`);
}
