import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markJson } from '../../../console/src/parts/marked-json.ts';

const marked = (value: unknown, pointer: string) =>
  markJson(JSON.stringify(value), pointer)
    .pieces.filter(piece => piece.marked)
    .map(({ text }) => text);

const sale = { data: { storeId: '<img>', lines: [{ sku: 'A/1' }, { 'a/b~c': null }] } };

test('the place that the pointer names is marked, and nothing else', () => {
  expect(marked(sale, '/data/storeId')).toEqual(['"<img>"']);
  expect(marked(sale, '/data/lines/0/sku')).toEqual(['"A/1"']);
  expect(marked(sale, '/data/lines/1/a~1b~0c')).toEqual(['null']);
  expect(marked(sale, '')).toEqual([]);
});

test('where something is missing, what should have it is marked, and the name is told', () => {
  const { pieces, missing } = markJson(JSON.stringify(sale), '/data/lines/0/quantity');
  expect(missing).toBe('quantity');
  expect(pieces.filter(piece => piece.marked).map(({ text }) => JSON.parse(text))).toEqual([{ sku: 'A/1' }]);
});

test('text that is no JSON is told as it is', () => {
  expect(markJson('{"cut', '/data')).toEqual({ pieces: [{ text: '{"cut', marked: false }], missing: null });
});

test('whatever the value and the pointer, the pieces together are the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, pointer) => {
      const { pieces } = markJson(JSON.stringify(value), `/${pointer}`);
      expect(JSON.parse(pieces.map(({ text }) => text).join(''))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
