// The findings of a comparison whose verdicts are known, each pair once. A pair that is met inside itself adds nothing:
// what there is to say about it is said where it is met first.
import { dereference, type Schema } from '../schema/schema.ts';
import type { ComparePair, Comparison } from './comparison.ts';
import { type Finding, found } from './finding.ts';
import { Pairs } from './pairs.ts';

/** Pairs further down are told by their verdict alone. */
const MAX_DEPTH = 300;

export function collectFindings(
  original: Schema,
  update: Schema,
  accepts: Comparison['accepts'],
  comparePair: ComparePair,
): readonly Finding[] {
  const known = new Pairs<readonly Finding[]>();
  let depth = 0;
  const comparePairOnce = (before: Schema, after: Schema): readonly Finding[] => {
    const findings = known.get(before, after);
    if (findings !== undefined) return findings;
    if (depth === MAX_DEPTH) return accepts(before, after) ? [] : [found('TYPE_CHANGED')];
    known.set(before, after, []);
    depth += 1;
    const all = comparePair(run, before, after);
    depth -= 1;
    known.set(before, after, all);
    return all;
  };
  const run: Comparison = {
    accepts,
    compare(before, after) {
      if (before === null) return after === null ? [] : [found('SCHEMA_ADDED')];
      if (after === null) return [found('SCHEMA_REMOVED')];
      return comparePairOnce(dereference(before), dereference(after));
    },
  };
  return run.compare(original, update);
}
