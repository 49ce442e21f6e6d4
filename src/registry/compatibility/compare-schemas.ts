// Every difference between two schemas, whether it breaks a reader or not.
import type { Json } from '../../json.ts';
import { comparePair } from './diff/compare-pair.ts';
import { compareToFixedPoint } from './diff/comparison.ts';
import type { Finding } from './diff/finding.ts';
import { type Difference, isCompatible, type Policy } from './difference.ts';
import type { References } from './schema/documents.ts';
import { parseSchema } from './schema/parse-schema.ts';
import type { Schema } from './schema/schema.ts';

export type CompareOptions = {
  /** How subschemas of unions are matched and properties are covered; `strict` unless said otherwise. */
  readonly policy?: Policy;
  readonly originalReferences?: References;
  readonly updateReferences?: References;
};

/**
 * The differences that a reader with `update` meets in documents of `original`, by Confluent's names and paths. It is
 * the view of a JSON Schema that counts: nothing is fetched. Throws a SyntaxError for a schema that cannot be read;
 * `parseSchema` tells first.
 */
export function compareSchemas(original: Json, update: Json, options: CompareOptions = {}): Difference[] {
  const before = parsed(original, options.originalReferences);
  return compareParsed(before, parsed(update, options.updateReferences), options.policy ?? 'strict');
}

export function compareParsed(original: Schema, update: Schema, policy: Policy): Difference[] {
  return differencesOf(compareToFixedPoint(original, update, policy, comparePair), policy);
}

/** Where nothing but a recursion breaks, the recursion is the difference. */
function differencesOf(findings: readonly Finding[], policy: Policy): Difference[] {
  const differences: Difference[] = [];
  const recursions: Difference[] = [];
  for (const { type, path } of findings) {
    const at = `#/${path.join('/')}`;
    if (type === 'RECURSION') recursions.push({ type: 'TYPE_CHANGED', path: at });
    else differences.push({ type, path: at });
  }
  const told = differences.some(({ type }) => !isCompatible(type, policy));
  return told ? differences : [...differences, ...recursions];
}

function parsed(schema: Json, references: References | undefined): Schema {
  const result = parseSchema(schema, references);
  if (!result.ok) throw new SyntaxError(`${result.path}: ${result.reason}`);
  return result.schema;
}
