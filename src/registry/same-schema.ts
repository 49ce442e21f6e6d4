// Two schemas are one when their texts and what they refer to are the same.

import { isDeepStrictEqual } from 'node:util';
import type { SchemaRecord } from './registry-state.ts';

export function isSameSchema(
  a: Pick<SchemaRecord, 'text' | 'references'>,
  b: Pick<SchemaRecord, 'text' | 'references'>,
): boolean {
  return a.text === b.text && isDeepStrictEqual(a.references, b.references);
}
