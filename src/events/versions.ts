// Rows of older versions of a type's schema, as the table has them now. The present version is asked first, so that an
// event of it costs nothing more; no version is looked up anywhere.

import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { EventType, OlderVersion } from '../catalog/catalog.ts';
import { compileExpression, type Evaluate, type ExpressionContext } from '../expression/expression.ts';
import type { JsonObject } from '../json.ts';
import { boundIntegers } from './bound-integers.ts';

/** The row as the present version has it; null when no older version accepts it, or its upgrade does not fit. */
export type Upgrade = (row: JsonObject, context: ExpressionContext) => JsonObject | null;

type Compiled = { validate: ValidateFunction; fields: [name: string, evaluate: Evaluate][] };

/** Upgrades are compiled at once, so that a wrong one stops the start; schemas when the first old event comes. */
export function compileUpgrade(ajv: Ajv2020, type: EventType, validatePresent: ValidateFunction): Upgrade {
  const versions = (type.older ?? []).map(({ schema, upgrade }) => {
    const fields = compileFields(upgrade);
    let compiled: Compiled | undefined;
    return (): Compiled => {
      compiled ??= { validate: ajv.compile(boundIntegers(schema) as JsonObject), fields };
      return compiled;
    };
  });
  return (row, context) => {
    for (const version of versions) {
      const { validate, fields } = version();
      if (!validate(row)) continue;
      const upgraded = { ...row };
      for (const [name, evaluate] of fields) upgraded[name] = evaluate(row, context);
      if (validatePresent(upgraded)) return upgraded;
    }
    return null;
  };
}

function compileFields(upgrade: OlderVersion['upgrade']): Compiled['fields'] {
  return Object.entries(upgrade).map(([name, expression]) => [name, compileExpression(expression)]);
}
