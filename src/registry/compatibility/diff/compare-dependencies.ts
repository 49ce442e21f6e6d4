import type { ObjectSchema } from '../schema/schema.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';
import { namesOf } from './names-of.ts';

/** Dependencies of either kind are found under `dependencies`, whatever the draft calls them. */
export function compareDependencies(
  run: Comparison,
  original: ObjectSchema,
  update: ObjectSchema,
): Finding[] {
  const names = namesOf(original.propertyDependencies, update.propertyDependencies).flatMap(name =>
    compareNames(name, original.propertyDependencies.get(name), update.propertyDependencies.get(name)),
  );
  const schemas = namesOf(original.schemaDependencies, update.schemaDependencies).flatMap(name => {
    const before = original.schemaDependencies.get(name);
    const after = update.schemaDependencies.get(name);
    if (after === undefined) return [found('DEPENDENCY_SCHEMA_REMOVED', name)];
    return before === undefined
      ? [found('DEPENDENCY_SCHEMA_ADDED', name)]
      : under([name], run.compare(before, after));
  });
  return [...names, ...schemas];
}

type Names = ReadonlySet<string> | undefined;

function compareNames(property: string, before: Names, after: Names): Finding[] {
  if (after === undefined) return [found('DEPENDENCY_ARRAY_REMOVED', property)];
  if (before === undefined) return [found('DEPENDENCY_ARRAY_ADDED', property)];
  if (before.isSubsetOf(after))
    return after.isSubsetOf(before) ? [] : [found('DEPENDENCY_ARRAY_EXTENDED', property)];
  return [
    found(after.isSubsetOf(before) ? 'DEPENDENCY_ARRAY_NARROWED' : 'DEPENDENCY_ARRAY_CHANGED', property),
  ];
}
