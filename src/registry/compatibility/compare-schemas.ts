// Every difference between two schemas, whether it breaks a reader or not.
import type { Json } from '../../json.ts';
import { comparePair } from './diff/compare-pair.ts';
import { findDifferences } from './diff/comparison.ts';
import type { Difference, Policy } from './difference.ts';
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
 * The differences that a reader with `update` meets in documents of `original`, by Confluent's names and paths, in the
 * order of the rules. Throws a SyntaxError for a schema that cannot be read; `parseSchema` tells without throwing.
 */
export function compareSchemas(original: Json, update: Json, options: CompareOptions = {}): Difference[] {
  const before = parsed(original, options.originalReferences);
  return compareParsed(before, parsed(update, options.updateReferences), options.policy ?? 'strict');
}

export function compareParsed(original: Schema, update: Schema, policy: Policy): Difference[] {
  return findDifferences(original, update, policy, comparePair).map(({ type, path }) => ({
    type,
    path: `#/${path.join('/')}`,
  }));
}

function parsed(schema: Json, references: References | undefined): Schema {
  const result = parseSchema(schema, references);
  if (!result.ok) throw new SyntaxError(`${result.path}: ${result.reason}`);
  return result.schema;
}
