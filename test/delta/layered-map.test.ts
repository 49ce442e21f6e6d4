import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layeredMap } from '../../src/delta/layered-map.ts';

const changes = fc.array(fc.tuple(fc.nat(120).map(String), fc.option(fc.nat())), { maxLength: 60 });

test('after any changes it holds what a map holds, and no earlier one has changed', () => {
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 30 }), steps => {
      let layered = layeredMap<number>();
      const expected = new Map<string, number>();
      const versions = steps.map(step => {
        layered = layered.with(new Map(step));
        for (const [key, value] of new Map(step))
          if (value === null) expected.delete(key);
          else expected.set(key, value);
        return { layered, expected: new Map(expected) };
      });
      for (const version of versions) {
        expect(new Map(version.layered)).toEqual(version.expected);
        expect(version.layered.size).toBe(version.expected.size);
        for (let key = 0; key <= 120; key += 1) {
          expect(version.layered.get(String(key))).toBe(version.expected.get(String(key)));
          expect(version.layered.has(String(key))).toBe(version.expected.has(String(key)));
        }
        expect([...version.layered.keys()].sort()).toEqual([...version.expected.keys()].sort());
        expect([...version.layered.values()].sort()).toEqual([...version.expected.values()].sort());
      }
    }),
  );
});
