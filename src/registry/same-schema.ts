// Two schemas are one when their types, their texts and what they refer to are the same.

import { isDeepStrictEqual } from 'node:util';
import type { SchemaRecord } from './registry-state.ts';

type Told = Pick<SchemaRecord, 'type' | 'text' | 'references'>;

export function isSameSchema(a: Told, b: Told): boolean {
  return a.type === b.type && a.text === b.text && isDeepStrictEqual(a.references, b.references);
}
