// The table of rules: each change of a schema in draft 7 and in 2020-12, with its verdict, differences and paths.
import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '../../../src/json.ts';
import { checkCompatibility } from '../../../src/registry/compatibility/check-compatibility.ts';
import { compareSchemas } from '../../../src/registry/compatibility/compare-schemas.ts';
import type { Policy } from '../../../src/registry/compatibility/difference.ts';
import {
  arrayRules,
  legacyArrayRules,
  modernArrayRules,
  prefixItemRules,
  tupleRules,
} from './cases/arrays.ts';
import { combinedRules } from './cases/combined.ts';
import { legacyMixedRules, mixedRules, modernMixedRules } from './cases/mixed.ts';
import {
  dependencyRules,
  emptyPropertyRules,
  objectRules,
  unevaluatedPropertyRules,
} from './cases/objects.ts';
import { legacyReferenceRules, modernReferenceRules, referenceRules } from './cases/references.ts';
import type { Rule } from './cases/rule.ts';
import { scalarRules } from './cases/scalars.ts';

const shared = [
  ...scalarRules,
  ...objectRules,
  ...arrayRules,
  ...combinedRules,
  ...referenceRules,
  ...mixedRules,
];

const draft7: readonly Rule[] = [
  ...shared,
  ...tupleRules((items, rest) => ({
    type: 'array',
    items: [...items],
    ...(rest !== undefined && { additionalItems: rest }),
  })),
  ...dependencyRules({ names: 'dependencies', schemas: 'dependencies' }),
  ...emptyPropertyRules,
  ...legacyArrayRules,
  ...legacyReferenceRules,
  ...legacyMixedRules,
];

const draft2020: readonly Rule[] = [
  ...shared,
  ...tupleRules((items, rest) => ({
    type: 'array',
    prefixItems: [...items],
    ...(rest !== undefined && { items: rest }),
  })),
  ...dependencyRules({ names: 'dependentRequired', schemas: 'dependentSchemas' }),
  ...unevaluatedPropertyRules,
  ...modernArrayRules,
  ...prefixItemRules,
  ...modernReferenceRules,
  ...modernMixedRules,
];

const drafts = [
  { draft: 'draft 7', $schema: 'http://json-schema.org/draft-07/schema#', rules: draft7 },
  { draft: '2020-12', $schema: 'https://json-schema.org/draft/2020-12/schema', rules: draft2020 },
];

describe.each(drafts)('in $draft', ({ $schema, rules }) => {
  const inDraft = (schema: Json): Json => (isObject(schema) ? { $schema, ...schema } : schema);

  test.each(rules)('$name: $verdict', ({ before, after, verdict, changes }) => {
    const [original, update] = [inDraft(before), inDraft(after)];
    const found = compareSchemas(original, update).map(({ type, path }) => `${type} ${path}`);
    expect(found).toEqual(changes);
    const breaks = (policy: Policy) =>
      checkCompatibility(update, [original], 'BACKWARD', { policy }).length > 0;
    expect({ strict: breaks('strict'), lenient: breaks('lenient') }).toEqual({
      strict: verdict !== 'compatible',
      lenient: verdict === 'breaking',
    });
  });
});
