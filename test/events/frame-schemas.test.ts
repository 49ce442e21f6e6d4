// An event in Confluent's frame is read by the version that its schema id names.

import { expect, test } from 'vitest';
import type { EventType } from '../../src/catalog/catalog.ts';
import type { FrameSchemas } from '../../src/events/frame-schemas.ts';
import { compileJudge } from '../../src/events/judge.ts';
import { cloudEvent, frame, position, raw, row, sales, stock } from './sources.ts';

const idOf = (type: string, version: number) => `https://assay.example/schemas/shop/${type}/${version}`;
const schema = ($id: string, properties: object, required: string[]) => ({
  ...{ $id, type: 'object', required: ['id', 'at', ...required] },
  properties: { id: { type: 'string' }, at: { type: 'string', format: 'date-time' }, ...properties },
});
const [sale, other] = sales.types as [EventType, EventType];
/** Units were dozens once; nothing in a row tells. */
const shop = {
  ...sales,
  types: [
    {
      ...sale,
      schema: schema(idOf('sale', 2), { units: { type: 'integer' } }, ['units']),
      older: [
        {
          version: 1,
          schema: schema(idOf('sale', 1), { units: { type: 'integer', maximum: 10 } }, ['units']),
          upgrade: { units: ['*', '/units', 12] },
        },
      ],
    },
    { ...other, schema: schema(idOf('void', 1), {}, []) },
  ],
};

/** A registry as it is looked up: what it has, and what it was asked for. */
function registryWith(ids: Record<number, string | null>) {
  const known = new Map<number, string | null>();
  const asked: number[][] = [];
  const schemas: FrameSchemas = {
    get: id => known.get(id),
    load: async wanted => {
      asked.push([...wanted]);
      for (const id of wanted) if (ids[id] !== undefined) known.set(id, ids[id]);
    },
  };
  return { schemas, asked };
}

const ids = {
  1: idOf('sale', 1),
  2: idOf('sale', 2),
  3: idOf('void', 1),
  4: null,
  5: 'https://other.example/x',
};

async function judged(source: typeof sales, body: Uint8Array) {
  const judge = compileJudge(source, registryWith(ids).schemas);
  const event = raw(body);
  await judge.ready?.([event]);
  return judge(event);
}

const units = async (id: number, given: object) => {
  const result = await judged(shop, frame(id, given));
  return result.ok === true ? result.event.rows[0]?.row.units : result;
};

test('of the present version it is taken as it is, of an older one by its upgrade, though the row fits both', async () => {
  expect(await units(2, row)).toBe(3);
  expect(await units(1, row)).toBe(36);
  expect(await units(1, cloudEvent(row))).toBe(36);
});

test('it must fit the version that it names, and no other one counts', async () => {
  expect(await units(2, { ...row, units: 11 })).toBe(11);
  expect(await units(1, { ...row, units: 11 })).toMatchObject({
    rejection: { reason: 'schema_violation', detail: 'must be <= 10', pointer: '/units' },
  });
});

test('a schema that the catalog does not have says nothing: any version may accept the row', async () => {
  for (const id of [4, 5]) expect(await units(id, row)).toBe(3);
});

test('an id that is not in the registry is refused, with the id and what to do', async () => {
  const result = await judged(shop, frame(77, row));
  expect(result).toMatchObject({ ok: false, rejection: { reason: 'unknown_schema_id', pointer: '' } });
  expect(JSON.stringify(result)).toMatch(/the schema 77.*schemas -- publish.*redrive/);
  const change = { before: null, after: row, op: 'c', source: position };
  expect(await judged(stock, frame(77, change))).toMatchObject({
    rejection: { reason: 'unknown_schema_id' },
  });
  expect(await judged(stock, frame(4, change))).toMatchObject({ ok: true });
});

test('an id of another type of the source is refused, and named', async () => {
  expect(await judged(shop, frame(3, row))).toMatchObject({
    rejection: {
      reason: 'malformed_envelope',
      detail: `the event is a "sale", and its frame names the schema 3, which is of "void" (${idOf('void', 1)})`,
    },
  });
});

test('a batch is looked up once, without what is known, and not at all when nothing is new', async () => {
  const { schemas, asked } = registryWith(ids);
  const { ready } = compileJudge(shop, schemas);
  await ready?.([
    raw(row),
    raw(frame(2, row)),
    raw(frame(2, row)),
    raw(Buffer.from([0])),
    raw(frame(77, row)),
  ]);
  expect(ready?.([raw(row), raw(frame(2, row))])).toBeNull();
  await ready?.([raw(frame(2, row)), raw(frame(77, row))]);
  expect(asked).toEqual([[2, 77], [77]]);
});

test('without a registry, as in a producer, and where nothing is framed, ids are not looked at', () => {
  expect(compileJudge(shop)(raw(frame(77, row)))).toMatchObject({ ok: true });
  const { schemas } = registryWith({});
  expect(compileJudge({ ...shop, formats: ['cloudevents'] }, schemas).ready).toBeUndefined();
});
