// Two schemas are compared pair of nodes by pair of nodes. Schemas recur, so there are two passes: the verdicts of all
// pairs, as a greatest fixed point, and then the findings, for which the verdicts are known.
import type { Policy } from '../difference.ts';
import type { Schema } from '../schema/schema.ts';
import { collectFindings } from './collect-findings.ts';
import { decideVerdicts } from './decide-verdicts.ts';
import type { Finding } from './finding.ts';

/** What the comparison of one pair may ask about the pairs inside it. Either side may be missing. */
export type Comparison = {
  /** Whether a document valid under `original` is valid under `update`. */
  accepts(original: Schema | null, update: Schema | null): boolean;
  /** What there is to say about it. */
  compare(original: Schema | null, update: Schema | null): readonly Finding[];
};

/** Compares two nodes that are no references. */
export type ComparePair = (run: Comparison, original: Schema, update: Schema) => readonly Finding[];

export function findDifferences(original: Schema, update: Schema, policy: Policy, comparePair: ComparePair) {
  const accepts = decideVerdicts(policy, comparePair);
  return collectFindings(original, update, accepts, comparePair);
}
