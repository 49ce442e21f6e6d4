import type { ObjectSchema } from '../schema/schema.ts';
import { compareDependencies } from './compare-dependencies.ts';
import { compareLimit } from './compare-limits.ts';
import { compareProperties } from './compare-properties.ts';
import { compareUnevaluated } from './compare-unevaluated.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';
import { namesOf } from './names-of.ts';

/** Pattern properties count for the properties that they cover; they and property names are not compared themselves. */
export function compareObjects(run: Comparison, original: ObjectSchema, update: ObjectSchema): Finding[] {
  return [
    ...under(['required'], compareRequired(original, update)),
    ...under(['properties'], compareProperties(run, original, update)),
    ...under(['dependencies'], compareDependencies(run, original, update)),
    ...under(['additionalProperties'], compareAdditional(run, original, update)),
    ...compareUnevaluated(run, 'PROPERTIES', original.unevaluatedProperties, update.unevaluatedProperties),
    ...compareLimit('MAX_PROPERTIES', 'maxProperties', original.maxProperties, update.maxProperties),
    ...compareLimit('MIN_PROPERTIES', 'minProperties', original.minProperties, update.minProperties),
  ];
}

/** Of properties that both describe. A required name that is not among the properties does not count. */
function compareRequired(original: ObjectSchema, update: ObjectSchema): Finding[] {
  return namesOf(original.properties).flatMap(name => {
    const after = update.properties.get(name);
    if (after === undefined || original.required.has(name) === update.required.has(name)) return [];
    if (original.required.has(name)) return [found('REQUIRED_ATTRIBUTE_REMOVED', name)];
    const saved = after.default !== undefined;
    return [found(saved ? 'REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED' : 'REQUIRED_ATTRIBUTE_ADDED', name)];
  });
}

function compareAdditional(
  run: Comparison,
  original: ObjectSchema,
  update: ObjectSchema,
): readonly Finding[] {
  if (original.permitsAdditionalProperties !== update.permitsAdditionalProperties)
    return [
      found(
        update.permitsAdditionalProperties ? 'ADDITIONAL_PROPERTIES_ADDED' : 'ADDITIONAL_PROPERTIES_REMOVED',
      ),
    ];
  const [before, after] = [original.additionalProperties, update.additionalProperties];
  if (before === null && after !== null) return [found('ADDITIONAL_PROPERTIES_NARROWED')];
  if (before !== null && after === null) return [found('ADDITIONAL_PROPERTIES_EXTENDED')];
  return run.compare(before, after);
}
