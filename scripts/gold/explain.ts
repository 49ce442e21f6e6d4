// A model's plan in words.

import { formatDuration } from '../../src/gold/duration.ts';
import type { Model } from '../../src/gold/model.ts';
import { typeName } from '../../src/sql-expression/types.ts';

export function explainModel({ name, version, plan, window }: Model): string {
  const key = plan.key.map(column => `${column.name} ${typeName(column.type)}`).join(', ');
  const windows = window
    ? `windows of ${formatDuration(window.grainMs)} in ${window.name}, ${formatDuration(window.spanMs)} a document, kept ${formatDuration(window.retainMs)}`
    : 'no windows';
  const fields = plan.aggregates.map(
    ({ field, aggregate }) => `${field} (${aggregate.invertible ? 'adds up' : 'only grows'})`,
  );
  const columns = plan.columns.map(column => `${column.name} ${typeName(column.type)}`);
  return [
    `${name} v${version}`,
    `  from     ${[...new Set(plan.inputs.map(({ table }) => table))].join(', ')}`,
    `  key      ${key}; ${windows}`,
    `  keeps    ${fields.join(', ')}`,
    `  columns  ${columns.join(', ')}`,
  ].join('\n');
}
