import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowSplitter } from '../../../console/src/pages/sql/row-splitter.ts';

const about = {
  rowCount: 2,
  truncated: false,
  tables: { 'silver.pos_sale': 7 },
  filesRead: 1,
  filesPruned: 0,
  elapsedMs: 12,
};

/** As src/serving/sql.ts writes it, in pieces that end at `cuts`. */
function readInPieces(columns: { name: string; type: string }[], rows: string, cuts: number[]) {
  const text = `{"columns":${JSON.stringify(columns)},"rows":${rows},${JSON.stringify(about).slice(1)}`;
  const splitter = createRowSplitter();
  const ends = [...new Set([...cuts.map(cut => cut % (text.length + 1)), text.length])].sort((a, b) => a - b);
  const read = ends.flatMap((end, i) => splitter.push(text.slice(ends[i - 1] ?? 0, end)));
  return { rows: read, columns: splitter.columns(), about: splitter.end() };
}

const names = ['a', '}],"rows":[', '"\\'];
const columns = names.map(name => ({ name, type: 'VARCHAR' }));

test('rows are what was written, wherever the network cuts the text', () => {
  const row = fc.record(Object.fromEntries(names.map(name => [name, fc.jsonValue({ maxDepth: 3 })])));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.array(fc.nat(2_000), { maxLength: 12 }), (rows, cuts) => {
      const lines = `[\n\t${rows.map(value => JSON.stringify(value)).join(',\n\t')}\n]`;
      const read = readInPieces(columns, lines, cuts);
      const written = JSON.parse(JSON.stringify(rows)) as Record<string, unknown>[];
      expect(read.rows).toEqual(written.map(value => names.map(name => value[name] ?? null)));
      expect(read.columns).toEqual(columns);
      expect(read.about).toEqual(about);
    }),
    { numRuns: 500 },
  );
});

test('a number that a double would round stays as it was written', () => {
  const { rows } = readInPieces(
    [{ name: 'n', type: 'HUGEINT' }],
    '[{"n":9007199254740993},{"n":12345678901234567.89},{"n":0.1},{"n":123456789012345680}]',
    [],
  );
  expect(rows).toEqual([['9007199254740993'], ['12345678901234567.89'], [0.1], [123456789012345680]]);
});

test('an answer that breaks off is an error', () => {
  const splitter = createRowSplitter();
  expect(splitter.push('{"columns":[{"name":"a","type":"INTEGER"}],"rows":[{"a":1},{"a"')).toEqual([[1]]);
  expect(() => splitter.end()).toThrow('broke off');
});
