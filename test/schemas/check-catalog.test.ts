// What `npm run schemas -- check` says of a source.json.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatFinding } from '../../scripts/schemas/check.ts';
import { checkCatalog } from '../../scripts/schemas/check-catalog.ts';
import { source } from './shop.ts';

let folder: string;
let catalog: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-catalog-'));
  catalog = join(folder, 'catalog');
  mkdirSync(join(catalog, 'shop', 'released'), { recursive: true });
  write('sale.schema.json', sale);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sale = {
  $id: 'https://assay.example/schemas/shop/sale/1',
  type: 'object',
  properties: {
    id: { type: 'string' },
    carrier: { type: 'string' },
    units: { type: 'integer' },
    lines: { type: 'array', items: { $ref: '#/$defs/line' } },
  },
  $defs: { line: { type: 'object', properties: { amount: { type: 'integer' } } } },
};

const write = (file: string, json: unknown) =>
  writeFileSync(join(catalog, 'shop', file), `${JSON.stringify(json, null, 2)}\n`);

/** Findings, with what stands on their lines in place of the lines' numbers. */
function findings(type: object, more: object = {}): string[] {
  write('source.json', source(type, more));
  return checkCatalog(catalog).map(finding => {
    const { file, line, message } = finding;
    const text = readFileSync(join(folder, file), 'utf8').split('\n')[line - 1]?.trim();
    expect(formatFinding(finding)).toBe(`catalog/shop/source.json:${line}: ${message}`);
    return `${text} → ${message}`;
  });
}

const rule = (expect: unknown, name = 'rule') => ({ name, expect, action: 'drop' });
const rules = (...expressions: unknown[]) =>
  findings({ expectations: expressions.map((one, i) => rule(one, `rule_${i}`)) });

test('pointers at fields, into lists and at the row are right', () => {
  expect(
    rules(
      ['in', '/carrier', { text: 'post' }, { text: 'van' }],
      ['=', '/units', ['sum', '/lines', '/amount']],
      ['every', '/lines', ['>', '/amount', 0]],
      ['is null', '/lines/0/amount'],
      ['every', ['coalesce', '/lines', '/lines'], ['>', '/whatever', 0]],
    ),
  ).toEqual([]);
});

test('an unknown operator is refused where it stands', () => {
  expect(rules(['orr', ['=', '/units', 1], ['=', '/units', 2]])).toEqual([
    expect.stringMatching(/^"expect": \[ → unknown operator "orr"; known: =, !=/),
  ]);
  expect(rules(['or', ['=', '/units', 1], ['=>', '/units', 2]])).toEqual([
    expect.stringMatching(/^\[ → unknown operator "=>"/),
  ]);
});

test('a pointer at a field that the schema has not is refused, with the nearest that it has', () => {
  expect(rules(['is not null', '/carierr'], ['=', '/lines/amonut', 1])).toEqual([
    '"/carierr" → "/carierr" points at nothing: the schema has no field "carierr"; the nearest is "carrier"',
    '"/lines/amonut", → "/lines/amonut" points at nothing: the schema has no field "amonut"',
  ]);
  expect(rules(['sum', '/lines', '/amonut'])).toEqual([
    '"/amonut" → "/amonut" points at nothing: the schema of an element of "/lines" has no field "amonut"; the nearest is "amount"',
  ]);
});

test('text without a slash is no literal, and a sum needs a list', () => {
  expect(rules(['=', '/carrier', 'post'])).toEqual([
    '"post" → "post" is not a JSON pointer: it must start with "/"',
  ]);
  expect(rules(['every', '/units', ['>', '/amount', 0]])).toEqual([
    '"/units", → "every" needs a list, and the schema has none at "/units"',
  ]);
});

test('key, time and identity are fields of the schema, also of the rows of a table', () => {
  const wrong = { key: ['id', 'unit'], time: '/at', identity: '/ids' };
  const said = [
    '"unit" → the key "unit" points at nothing: the schema has no field "unit"; the nearest is "units"',
    '"time": "/at", → "/at" points at nothing: the schema has no field "at"; the nearest is "id"',
    expect.stringMatching(/^"identity": "\/ids" → .* the nearest is "id"$/),
  ];
  expect(findings(wrong)).toEqual(said);
  expect(findings(wrong, { encoding: 'debezium' })).toEqual(said);
});

test('a column whose type is told is one that a row can have', () => {
  const columns = { unit: { name: 'io.debezium.time.Date' }, units: { name: 'io.debezium.time.Date' } };
  expect(findings({ columns }, { encoding: 'debezium' })).toEqual([
    '"unit": { → the column "unit" points at nothing: the schema has no field "unit"; the nearest is "units"',
  ]);
});

test('an upgrade reads the row of its version and gives fields of the present one', () => {
  write('released/sale.1.json', { ...sale, properties: { price: { type: 'number' } } });
  write('sale.schema.json', { ...sale, $id: 'https://assay.example/schemas/shop/sale/2' });
  expect(findings({ upgrades: { 1: { units: ['*', '/price', 100] } } })).toEqual([]);
  expect(findings({ upgrades: { 1: { units: '/units', unit: 1 } } })).toEqual([
    '"units": "/units", → "/units" points at nothing: released version 1 has no field "units"',
    expect.stringMatching(/^"unit": 1 → the upgrade gives "unit", which points at nothing/),
  ]);
});

test('a catalog that does not load is told with the line of what is wrong', () => {
  expect(findings({ expectations: [rule(true), { ...rule(true), action: 'stop' }] })).toEqual([
    '"action": "stop" → type "shop.sale", expectation 1: "action" must be one of warn, drop, fail',
  ]);
  expect(findings({}, { hub: 'My Shop' })).toEqual([
    expect.stringMatching(/^"hub": "My Shop", → "hub" must be/),
  ]);
  expect(findings({ columns: { photo: { name: 7 } } })).toEqual([
    expect.stringMatching(/→ type "shop.sale", column "photo": "name" must be/),
  ]);
  writeFileSync(join(catalog, 'shop', 'source.json'), '{\n  "title": "Shop",\n}\n');
  expect(checkCatalog(catalog).map(formatFinding)).toEqual([
    expect.stringMatching(/^catalog\/shop\/source\.json:3: .*JSON/),
  ]);
});

test('a schema that the platform cannot compile is refused', () => {
  write('sale.schema.json', { ...sale, allOf: [{ $ref: '#/$defs/gone' }] });
  expect(findings({})).toEqual([
    expect.stringMatching(/^"shop.sale": \{ → catalog source "shop", type "shop.sale": can't resolve/),
  ]);
});
