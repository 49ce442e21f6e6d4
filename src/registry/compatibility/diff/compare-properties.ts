// Properties that come, go and change. What may come and go depends on the content model: open (anything else may be
// there), closed (nothing else), or partially open (what a pattern or a schema for additional properties admits).
import type { ObjectSchema, Schema } from '../schema/schema.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';
import { namesOf } from './names-of.ts';

export function compareProperties(run: Comparison, original: ObjectSchema, update: ObjectSchema): Finding[] {
  return namesOf(original.properties, update.properties).flatMap(name => {
    const before = original.properties.get(name);
    const after = update.properties.get(name);
    if (before === undefined)
      return after === undefined ? [] : under([name], compareAdded(run, name, after, original, update));
    return under(
      [name],
      after === undefined ? compareRemoved(run, name, before, update) : run.compare(before, after),
    );
  });
}

/** Only the content model of the update decides: the property's values must still be admitted. */
function compareRemoved(
  run: Comparison,
  name: string,
  before: Schema,
  update: ObjectSchema,
): readonly Finding[] {
  if (isOpen(update)) return [found('PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL')];
  const covering = coveringSchema(update, name);
  if (covering !== null) {
    const covered = run.accepts(before, covering) ? 'IS' : 'NOT';
    const findings = run.compare(before, covering);
    return [...findings, found(`PROPERTY_REMOVED_${covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
  }
  const never = before.kind === 'nothing';
  return [
    found(
      never
        ? 'PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL'
        : 'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL',
    ),
  ];
}

/** Only the content model of the original decides: what it admitted under this name must fit the new schema. */
function compareAdded(
  run: Comparison,
  name: string,
  after: Schema,
  original: ObjectSchema,
  update: ObjectSchema,
): readonly Finding[] {
  if (isOpen(original)) {
    if (after.kind === 'anything') return [found('PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL')];
    return [found(`${needOf(name, after, update)}_ADDED_TO_OPEN_CONTENT_MODEL`)];
  }
  const added = found(`${needOf(name, after, update)}_ADDED_TO_UNOPEN_CONTENT_MODEL`);
  const covering = coveringSchema(original, name);
  if (covering === null) return [added];
  const covered = run.accepts(covering, after) ? 'IS' : 'NOT';
  const findings = run.compare(covering, after);
  return [...findings, found(`PROPERTY_ADDED_${covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`), added];
}

type Need = 'REQUIRED_PROPERTY' | 'REQUIRED_PROPERTY_WITH_DEFAULT' | 'OPTIONAL_PROPERTY';

function needOf(name: string, schema: Schema, { required }: ObjectSchema): Need {
  if (!required.has(name)) return 'OPTIONAL_PROPERTY';
  return schema.default === undefined ? 'REQUIRED_PROPERTY' : 'REQUIRED_PROPERTY_WITH_DEFAULT';
}

function isOpen(schema: ObjectSchema): boolean {
  const { unevaluatedProperties } = schema;
  const evaluatedOnly = unevaluatedProperties !== null && unevaluatedProperties.kind !== 'anything';
  return (
    schema.permitsAdditionalProperties &&
    schema.additionalProperties === null &&
    schema.patternProperties.length === 0 &&
    !evaluatedOnly
  );
}

/** The schema for a property without one of its own. Without a pattern that covers it, a model with patterns is closed. */
function coveringSchema(schema: ObjectSchema, name: string): Schema | null {
  const byPattern = schema.patternProperties.find(({ pattern }) => pattern.test(name));
  if (byPattern !== undefined) return byPattern.schema;
  if (schema.additionalProperties !== null) return schema.additionalProperties;
  const { permitsAdditionalProperties, unevaluatedProperties } = schema;
  if (!permitsAdditionalProperties || unevaluatedProperties === null) return null;
  return unevaluatedProperties.kind === 'nothing' || unevaluatedProperties.kind === 'anything'
    ? null
    : unevaluatedProperties;
}
