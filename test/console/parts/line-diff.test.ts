import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, foldSame } from '../../../console/src/parts/line-diff.ts';

const drawn = (before: string, after: string) =>
  diffLines(before.split('\n'), after.split('\n')).map(
    ({ kind, text }) => ({ same: ' ', added: '+', removed: '-' })[kind] + text,
  );

test('what came and what went is told beside what stayed', () => {
  expect(drawn('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual([' a', '-b', ' c', '+x', ' d']);
  expect(drawn('a', 'a')).toEqual([' a']);
});

test('without what was added it is the text before, without what was removed the text after', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}'), { maxLength: 40 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const without = (kind: string) => diff.filter(line => line.kind !== kind).map(({ text }) => text);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('texts that are too long to compare are told whole', () => {
  const lines = (name: string) => Array.from({ length: 2_001 }, (_, i) => `${name}${i}`);
  const diff = diffLines(lines('a'), lines('b'));
  expect(diff.filter(({ kind }) => kind === 'removed')).toHaveLength(2_001);
  expect(diff.filter(({ kind }) => kind === 'added')).toHaveLength(2_001);
});

test('what is far from any change is counted, not told', () => {
  const lines = Array.from({ length: 20 }, (_, i) => String(i));
  const folded = foldSame(diffLines(lines, lines.with(9, 'new')));
  expect(folded.map(line => ('skipped' in line ? line.skipped : line.text))).toEqual([
    ...[6, '6', '7', '8', '9', 'new', '10', '11', '12', 7],
  ]);
});
