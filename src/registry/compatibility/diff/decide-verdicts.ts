// The verdict of every pair of nodes that a comparison meets: a greatest fixed point. All pairs are taken to be
// compatible until their own comparison says otherwise; then those that asked for them are compared again. A verdict
// only ever turns once, so it ends, and recursion needs no stack: see test/registry/compatibility/recursion.test.ts.
import type { Policy } from '../difference.ts';
import { dereference, type Schema } from '../schema/schema.ts';
import type { ComparePair, Comparison } from './comparison.ts';
import { areCompatible, found } from './finding.ts';
import { Pairs } from './pairs.ts';

type Pair = {
  readonly original: Schema;
  readonly update: Schema;
  compatible: boolean;
  readonly askedBy: Set<Pair>;
};

/** Answers for any two nodes of two schemas. A pair that no answer so far has needed is decided when it is asked for. */
export function decideVerdicts(policy: Policy, comparePair: ComparePair): Comparison['accepts'] {
  const known = new Pairs<Pair>();
  const fresh: Pair[] = [];
  const again = new Set<Pair>();
  const pairOf = (before: Schema, after: Schema): Pair => {
    const existing = known.get(before, after);
    if (existing !== undefined) return existing;
    const pair = {
      original: before,
      update: after,
      compatible: true,
      askedBy: new Set<Pair>(),
    };
    known.set(before, after, pair);
    fresh.push(pair);
    return pair;
  };
  const ask: Ask = (before, after, askedBy) => {
    // What is missing on one side only: nothing restricts what is not there.
    if (before === null || after === null) return after === null;
    const pair = pairOf(dereference(before), dereference(after));
    if (askedBy !== null) pair.askedBy.add(askedBy);
    return pair.compatible;
  };
  const settle = () => {
    // Pairs that are new go first, so that those to compare again are compared after as many verdicts as possible.
    for (let pair = fresh.pop() ?? take(again); pair !== undefined; pair = fresh.pop() ?? take(again)) {
      if (!pair.compatible || isCompatiblePair(pair, ask, policy, comparePair)) continue;
      pair.compatible = false;
      for (const asking of pair.askedBy) if (asking.compatible) again.add(asking);
    }
  };
  return (before, after) => {
    ask(before, after, null);
    settle();
    return ask(before, after, null);
  };
}

function take(pairs: Set<Pair>): Pair | undefined {
  const [first] = pairs;
  if (first !== undefined) pairs.delete(first);
  return first;
}

type Ask = (before: Schema | null, after: Schema | null, askedBy: Pair | null) => boolean;

/** Compares one pair by the verdicts so far of the pairs inside it. */
function isCompatiblePair(pair: Pair, ask: Ask, policy: Policy, comparePair: ComparePair): boolean {
  const run: Comparison = {
    accepts: (before, after) => ask(before, after, pair),
    compare: (before, after) => (ask(before, after, pair) ? [] : [found('TYPE_CHANGED')]),
  };
  return areCompatible(comparePair(run, pair.original, pair.update), policy);
}
