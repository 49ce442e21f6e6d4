import type { Schema } from '../schema/schema.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';

const KEYWORDS = { ITEMS: 'unevaluatedItems', PROPERTIES: 'unevaluatedProperties' } as const;

/** `unevaluatedItems` or `unevaluatedProperties`: `false` closes, a schema narrows, and neither leaves all open. */
export function compareUnevaluated(
  run: Comparison,
  what: keyof typeof KEYWORDS,
  original: Schema | null,
  update: Schema | null,
): Finding[] {
  const change = changeOf(original, update);
  if (change === 'COMPARE') return under([KEYWORDS[what]], run.compare(original, update));
  return change === null ? [] : [found(`UNEVALUATED_${what}_${change}`, KEYWORDS[what])];
}

type Change = 'ADDED' | 'REMOVED' | 'EXTENDED' | 'NARROWED' | 'COMPARE' | null;

/** `true` where nothing was said, or nothing where `true` was said, counts as a change, as in Confluent's rules. */
function changeOf(original: Schema | null, update: Schema | null): Change {
  const [before, after] = [original?.kind, update?.kind];
  if (before === undefined && after === undefined) return null;
  if (before !== after && (before === 'nothing' || after === 'nothing'))
    return before === 'nothing' ? 'ADDED' : 'REMOVED';
  if (before === undefined) return 'NARROWED';
  if (after === undefined) return 'EXTENDED';
  if (before !== after && (before === 'anything' || after === 'anything'))
    return before === 'anything' ? 'NARROWED' : 'EXTENDED';
  return 'COMPARE';
}
