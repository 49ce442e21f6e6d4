// Rows of all versions of a type's schema, as the table has them now. Nothing is looked up here: an event that names its
// version is read by that one; for any other the present version is asked first, so that an event of it costs nothing more.

import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { EventType, OlderVersion } from '../catalog/catalog.ts';
import { compileExpression, type Evaluate, type ExpressionContext } from '../expression/expression.ts';
import type { JsonObject } from '../json.ts';
import { boundIntegers } from './bound-integers.ts';

/** The row as the present version has it, or what keeps it from being read. */
export type ReadRow = (row: JsonObject, context: ExpressionContext) => Read;
export type Read = { ok: true; row: JsonObject } | { ok: false; error: ErrorObject | undefined };

export type RowReader = {
  /** By whichever version accepts the row, newest first; the error is the present version's. */
  read: ReadRow;
  /** By the version with this `$id` and no other; undefined when the type has none with it. */
  readAs($id: string): ReadRow | undefined;
};

/** Upgrades are compiled at once, so that a wrong one stops the start; older schemas when their first event comes. */
export function compileRowReader(ajv: Ajv2020, type: EventType): RowReader {
  const present = readPresent(ajv.compile(boundIntegers(type.schema) as JsonObject));
  const older = (type.older ?? []).map(version => readOlder(ajv, version, present));
  const byId = new Map<string, ReadRow>();
  for (const [index, { schema }] of [type, ...(type.older ?? [])].entries())
    if (typeof schema.$id === 'string') byId.set(schema.$id, [present, ...older][index] ?? present);
  return {
    read: (row, context) => {
      const result = present(row, context);
      if (result.ok) return result;
      for (const read of older) {
        const upgraded = read(row, context);
        if (upgraded.ok) return upgraded;
      }
      return result;
    },
    readAs: $id => byId.get($id),
  };
}

const readPresent =
  (validate: ValidateFunction): ReadRow =>
  row =>
    validate(row) ? { ok: true, row } : { ok: false, error: validate.errors?.[0] };

function readOlder(ajv: Ajv2020, { schema, upgrade }: OlderVersion, present: ReadRow): ReadRow {
  const fields = compileFields(upgrade);
  let validate: ValidateFunction | undefined;
  return (row, context) => {
    validate ??= ajv.compile(boundIntegers(schema) as JsonObject);
    if (!validate(row)) return { ok: false, error: validate.errors?.[0] };
    const upgraded = { ...row };
    for (const [name, evaluate] of fields) upgraded[name] = evaluate(row, context);
    return present(upgraded, context);
  };
}

function compileFields(upgrade: OlderVersion['upgrade']): [name: string, evaluate: Evaluate][] {
  return Object.entries(upgrade).map(([name, expression]) => [name, compileExpression(expression)]);
}
