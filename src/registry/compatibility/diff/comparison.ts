// One run over two schemas. Pairs of nodes are compared once; a pair that is met inside its own comparison, as recursive
// schemas do, is taken to be compatible unless an earlier run has refuted that.
import type { Policy } from '../difference.ts';
import { dereference, type Schema } from '../schema/schema.ts';
import { areCompatible, type Finding, found } from './finding.ts';

/** Compares what may be missing on either side. */
export type Compare = (original: Schema | null, update: Schema | null) => readonly Finding[];

export type Comparison = {
  readonly policy: Policy;
  readonly compare: Compare;
  isCompatible(findings: readonly Finding[]): boolean;
};

type ComparePair = (run: Comparison, original: Schema, update: Schema) => readonly Finding[];
type Pairs<T> = Map<Schema, Map<Schema, T>>;
type PairState = { findings: readonly Finding[] | null; assumed: boolean };

/**
 * Compares to the greatest fixed point: runs are repeated with what the last one refuted until no assumption is left
 * that turned out wrong. Each run refutes at least one pair, so it ends.
 */
export function compareToFixedPoint(
  original: Schema,
  update: Schema,
  policy: Policy,
  comparePair: ComparePair,
) {
  const refuted: Pairs<true> = new Map();
  for (;;) {
    const states: Pairs<PairState> = new Map();
    const findings = startRun(policy, states, refuted, comparePair).compare(original, update);
    const wrong = wrongAssumptions(states, refuted, policy);
    if (wrong.length === 0) return findings;
    for (const [first, second] of wrong) put(refuted, first, second, true);
  }
}

function startRun(
  policy: Policy,
  states: Pairs<PairState>,
  refuted: Pairs<true>,
  comparePair: ComparePair,
): Comparison {
  const comparePairOnce = (original: Schema, update: Schema): readonly Finding[] => {
    const known = states.get(original)?.get(update);
    if (known?.findings) return known.findings;
    if (known !== undefined) {
      known.assumed = true;
      return refuted.get(original)?.has(update) ? [{ type: 'RECURSION', path: [] }] : [];
    }
    const state: PairState = { findings: null, assumed: false };
    put(states, original, update, state);
    state.findings = comparePair(run, original, update);
    return state.findings;
  };
  const run: Comparison = {
    policy,
    isCompatible: findings => areCompatible(findings, policy),
    compare(original, update) {
      if (original === null) return update === null ? [] : [found('SCHEMA_ADDED')];
      if (update === null) return [found('SCHEMA_REMOVED')];
      return comparePairOnce(dereference(original), dereference(update));
    },
  };
  return run;
}

function wrongAssumptions(
  states: Pairs<PairState>,
  refuted: Pairs<true>,
  policy: Policy,
): [Schema, Schema][] {
  const wrong: [Schema, Schema][] = [];
  for (const [original, row] of states)
    for (const [update, { findings, assumed }] of row)
      if (assumed && !refuted.get(original)?.has(update) && !areCompatible(findings ?? [], policy))
        wrong.push([original, update]);
  return wrong;
}

function put<T>(pairs: Pairs<T>, original: Schema, update: Schema, value: T): void {
  const row = pairs.get(original) ?? new Map<Schema, T>();
  pairs.set(original, row.set(update, value));
}
