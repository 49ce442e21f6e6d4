// Two nodes of any kind: sums and products against plain schemas first, then kind by kind.
import { canonical } from '../schema/canonical.ts';
import type { CombinedSchema, Schema } from '../schema/schema.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareCombined } from './compare-combined.ts';
import { compareNumbers } from './compare-numbers.ts';
import { compareObjects } from './compare-objects.ts';
import { compareStrings } from './compare-strings.ts';
import { compareConsts, compareEnums, compareNots } from './compare-values.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found } from './finding.ts';

/** How a document valid under `original` fares under `update`. Both are dereferenced. */
export function comparePair(run: Comparison, original: Schema, update: Schema): readonly Finding[] {
  const throughCombined = compareWithCombined(run, original, update);
  if (throughCombined !== null) return throughCombined;
  if (original.kind !== update.kind) return compareKinds(original, update);
  return [...compareAnnotations(original, update), ...compareSameKind(run, original, update)];
}

function compareWithCombined(run: Comparison, original: Schema, update: Schema): readonly Finding[] | null {
  if (update.kind === 'combined' && original.kind !== 'combined')
    return compareIntoCombined(run, original, update);
  if (original.kind === 'combined' && update.kind !== 'combined')
    return compareOutOfCombined(run, original, update);
  return null;
}

/** A schema may become one of the choices of a sum, or be wrapped in anything that has one subschema. */
function compareIntoCombined(
  run: Comparison,
  original: Schema,
  update: CombinedSchema,
): readonly Finding[] | null {
  const wrapped = update.subschemas.length === 1;
  if (!wrapped && update.criterion === 'allOf') return null;
  for (const subschema of update.subschemas) {
    if (!run.accepts(original, subschema)) continue;
    const findings = run.compare(original, subschema);
    return wrapped ? findings : [...findings, found('SUM_TYPE_EXTENDED')];
  }
  return null;
}

/** A product may be reduced to one of its factors, and what has one subschema to that. */
function compareOutOfCombined(
  run: Comparison,
  original: CombinedSchema,
  update: Schema,
): readonly Finding[] | null {
  const wrapped = original.subschemas.length === 1;
  if (!wrapped && original.criterion !== 'allOf') return null;
  for (const subschema of original.subschemas) {
    if (!run.accepts(subschema, update)) continue;
    const findings = run.compare(subschema, update);
    return wrapped ? findings : [...findings, found('PRODUCT_TYPE_NARROWED')];
  }
  return null;
}

function compareKinds(original: Schema, update: Schema): readonly Finding[] {
  if (original.kind === 'nothing' || update.kind === 'anything') return [];
  // Kafka Connect's decimals have been strings and numbers; both are bytes to it.
  if (original.connectType === 'bytes' && update.connectType === 'bytes') return [];
  return [found('TYPE_CHANGED')];
}

function compareAnnotations(original: Schema, update: Schema): Finding[] {
  const findings: Finding[] = [];
  if (original.id !== update.id) findings.push(found('ID_CHANGED'));
  if (original.title !== update.title) findings.push(found('TITLE_CHANGED'));
  if (original.description !== update.description) findings.push(found('DESCRIPTION_CHANGED'));
  if (textOf(original.default) !== textOf(update.default)) findings.push(found('DEFAULT_CHANGED'));
  return findings;
}

function textOf(value: Schema['default']): string {
  return value === undefined ? '' : canonical(value);
}

/** Kinds without keywords of their own have nothing to compare; nor have conditions, which Confluent's rules leave alone. */
function compareSameKind(run: Comparison, original: Schema, update: Schema): readonly Finding[] {
  if (original.kind === 'string' && update.kind === 'string') return compareStrings(original, update);
  if (original.kind === 'number' && update.kind === 'number') return compareNumbers(original, update);
  if (original.kind === 'array' && update.kind === 'array') return compareArrays(run, original, update);
  if (original.kind === 'object' && update.kind === 'object') return compareObjects(run, original, update);
  if (original.kind === 'enum' && update.kind === 'enum') return compareEnums(original, update);
  if (original.kind === 'const' && update.kind === 'const') return compareConsts(original, update);
  if (original.kind === 'not' && update.kind === 'not') return compareNots(run, original, update);
  if (original.kind === 'combined' && update.kind === 'combined')
    return compareCombined(run, original, update);
  return [];
}
