import { describe, expect, test } from 'vitest';
import { hubOfSource } from '../../../local/send/hub-of-source.ts';
import { atPointer, readLine } from '../../../local/send/read-line.ts';

const options = { source: hubOfSource('pos'), key: undefined, raw: false, envelope: false };
const sale = { type: 'uk.assay.pos.sale', data: { saleId: 'S000001', storeId: '0101' } };

describe('a line to send', () => {
  test('is sent as it stands, under the key of the catalog, with the time it was made', () => {
    const text = ` ${JSON.stringify(sale)}`;
    const line = readLine(text, options);
    expect(line).toMatchObject({ ok: true, event: { partitionKey: 'S000001' } });
    if (!line.ok) return;
    expect(line.event.body.toString()).toBe(text);
    expect(line.event.contentType).toBe('application/cloudevents+json; charset=utf-8');
    expect(line.event.properties['produced-at']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  test('takes its key from where it is told, and is refused when nothing is there', () => {
    expect(readLine(JSON.stringify(sale), { ...options, key: '/data/storeId' })).toMatchObject({
      event: { partitionKey: '0101' },
    });
    expect(readLine(JSON.stringify(sale), { ...options, key: '/data/till' })).toEqual({
      ok: false,
      reason: 'nothing to use as a key at /data/till',
    });
  });

  test('has no key when the catalog does not know its type', () => {
    const line = readLine('{"type":"unheard.of"}', options);
    expect(line.ok && line.event.partitionKey).toBeUndefined();
  });

  test('that is no JSON is refused with the reason, and sent when raw lines are asked for', () => {
    expect(readLine('{"a":', options)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not JSON'),
    });
    const raw = readLine('{"a":', { ...options, raw: true });
    expect(raw.ok && raw.event.body.toString()).toBe('{"a":');
  });

  test('in an envelope brings its own key and properties', () => {
    const envelope = { body: sale, key: 7, properties: { 'produced-at': 'then', attempt: 2 } };
    const line = readLine(JSON.stringify(envelope), { ...options, envelope: true });
    expect(line).toMatchObject({
      event: { partitionKey: '7', properties: { 'produced-at': 'then', attempt: 2 } },
    });
    expect(line.ok && JSON.parse(line.event.body.toString())).toEqual(sale);
    const text = readLine('{"body":"no json"}', { ...options, envelope: true });
    expect(text.ok && text.event.body.toString()).toBe('no json');
  });

  test('in a wrong envelope is refused', () => {
    const read = (text: string) => readLine(text, { ...options, envelope: true });
    expect(read('[]')).toMatchObject({ reason: 'the envelope has no body' });
    expect(read('null')).toMatchObject({ reason: 'the envelope has no body' });
    expect(read('{"body":1,"properties":{"a":[]}}')).toMatchObject({ ok: false });
  });
});

test('the key of a change is its primary key, with or without a schema around it', () => {
  const source = hubOfSource('inventory');
  const row = { store_id: '0101', sku: 'GRO-100001' };
  const change = {
    before: row,
    after: null,
    source: { db: 'inventory', schema: 'public', table: 'stock_level' },
  };
  expect(source.keyOf(change)).toBe('0101:GRO-100001');
  expect(source.keyOf({ schema: null, payload: change })).toBe('0101:GRO-100001');
  expect(hubOfSource('pricing').keyOf({ after: row, source: { db: 'pricing', table: 'price' } })).toBe(
    '0101:GRO-100001',
  );
});

test('a source that the catalog does not have is named, with those it has', () => {
  expect(() => hubOfSource('tills')).toThrow(/no source "tills"; it has customers, ecommerce/);
});

test('a pointer follows RFC 6901', () => {
  expect(atPointer({ 'a/b': [{ 'm~n': 8 }] }, '/a~1b/0/m~0n')).toBe(8);
  expect(atPointer({ a: 1 }, '/a/b')).toBeUndefined();
  expect(atPointer(5, '')).toBe(5);
});
