// Schemas that list or exclude values.
import { canonical } from '../schema/canonical.ts';
import type { ConstSchema, EnumSchema, NotSchema } from '../schema/schema.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found } from './finding.ts';

export function compareEnums(original: EnumSchema, update: EnumSchema): Finding[] {
  const before = new Set(original.values.map(canonical));
  const after = new Set(update.values.map(canonical));
  if (before.isSubsetOf(after)) return after.isSubsetOf(before) ? [] : [found('ENUM_ARRAY_EXTENDED', 'enum')];
  return [found(after.isSubsetOf(before) ? 'ENUM_ARRAY_NARROWED' : 'ENUM_ARRAY_CHANGED', 'enum')];
}

export function compareConsts(original: ConstSchema, update: ConstSchema): Finding[] {
  return canonical(original.value) === canonical(update.value) ? [] : [found('ENUM_ARRAY_CHANGED', 'const')];
}

/** What is excluded may only become less: the two change places. The finding is there even if nothing has changed. */
export function compareNots(run: Comparison, original: NotSchema, update: NotSchema): Finding[] {
  const narrowed = run.accepts(update.schema, original.schema);
  return [found(narrowed ? 'NOT_TYPE_NARROWED' : 'NOT_TYPE_EXTENDED', 'not')];
}
