// Events of older versions of a schema enter silver as the present version has them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { compileJudge, type Judgement } from '../../src/events/judge.ts';
import type { JsonObject } from '../../src/json.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-versions-'));
  mkdirSync(join(folder, 'shop', 'released'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = { type: 'string' };
const schema = (version: number, required: string[], properties: object) => ({
  ...{ $id: `https://assay.example/schemas/shop/sale/${version}`, type: 'object' },
  ...{ required, properties: { id: text, at: text, ...properties } },
});
/** The price was in pounds first, then in pence, and then got a currency. */
const first = schema(1, ['id', 'at', 'price'], { price: { type: 'number' } });
const second = schema(2, ['id', 'at', 'priceMinor'], { priceMinor: { type: 'integer' } });
const third = schema(3, ['id', 'at', 'priceMinor'], {
  priceMinor: { type: 'integer' },
  currency: { enum: ['GBP', 'EUR'], default: 'GBP' },
});
const toMinor = { priceMinor: ['*', '/price', 100] };

function judge(upgrades: object, encoding = 'json'): (row: JsonObject) => Judgement {
  const write = (file: string, json: unknown) =>
    writeFileSync(join(folder, 'shop', file), JSON.stringify(json));
  for (const [version, released] of [first, second, third].entries())
    write(`released/sale.${version + 1}.json`, released);
  write('sale.schema.json', third);
  const sale = {
    table: 'shop_sale',
    description: 'A sale.',
    schema: 'sale.schema.json',
    key: ['id'],
    time: '/at',
  };
  const types = { sale: { ...sale, identity: '/id', expectations: [], upgrades } };
  write('source.json', {
    title: 'Shop',
    description: 'A shop.',
    owner: 'shop',
    hub: 'shop',
    partitions: 1,
    encoding,
    types,
  });
  const [source] = loadCatalog(folder).sources;
  if (!source) throw new Error('there is no source');
  const judged = compileJudge(source);
  const enqueuedTimeMs = Date.UTC(2026, 0, 2);
  const rest = {
    sequenceNumber: 0,
    offset: '0',
    partitionKey: null,
    contentType: null,
    properties: {},
    systemProperties: {},
  };
  return row => judged({ ...rest, enqueuedTimeMs, body: Buffer.from(JSON.stringify(row)) });
}

const event = { id: 'a', at: '2026-01-01T00:00:00Z' };
const rowOf = (judgement: Judgement) =>
  judgement.ok === true ? judgement.event.rows[0]?.row : judgement.rejection;

test('a new field with a default is there in older events too', () => {
  const row = rowOf(judge({ 1: toMinor })({ ...event, priceMinor: 250 }));
  expect(row).toEqual({ ...event, priceMinor: 250, currency: 'GBP' });
});

test('an event of a version that was broken with is upgraded by the catalog’s expressions', () => {
  const row = rowOf(judge({ 1: toMinor })({ ...event, price: 12 }));
  expect(row).toEqual({ ...event, price: 12, priceMinor: 1200, currency: 'GBP' });
});

test('what no version accepts is rejected by the present one, and so is an upgrade that does not fit', () => {
  const sale = judge({ 1: toMinor });
  expect(rowOf(sale({ ...event, price: 'free' }))).toMatchObject({
    reason: 'schema_violation',
    pointer: '/priceMinor',
  });
  expect(rowOf(sale({ ...event, price: 0.123 }))).toMatchObject({
    reason: 'schema_violation',
    pointer: '/priceMinor',
  });
  expect(rowOf(judge({})({ ...event, price: 12 }))).toMatchObject({ reason: 'schema_violation' });
});

test('the event of the present version is the same whatever versions there were', () => {
  const row = { ...event, priceMinor: 5, currency: 'EUR' };
  expect(rowOf(judge({ 1: toMinor })(row))).toEqual(row);
});

test('an upgrade from a version that never was, or with a wrong expression, stops the start', () => {
  expect(() => judge({ 7: toMinor })).toThrow('"upgrades" names version 7');
  expect(() => judge({ 1: 'priceMinor' })).toThrow('an upgrade is an object');
  expect(() => judge({ 1: { priceMinor: ['times', 1] } })).toThrow('times');
});
