// A model's plan in words.

import { formatDuration } from '../../src/gold/duration.ts';
import type { Model, Windowing } from '../../src/gold/model.ts';
import { isHopping, sizeOf } from '../../src/gold/panes.ts';
import { formatWidth } from '../../src/gold/width.ts';
import { typeName } from '../../src/sql-expression/types.ts';

function widths(window: Windowing): string {
  const size = formatWidth(sizeOf(window));
  return isHopping(window) ? `${size}, one each ${formatWidth(window.pane)}` : size;
}

export function explainModel({ name, version, plan, window, over, lookups }: Model): string {
  const key = plan.key.map(column => `${column.name} ${typeName(column.type)}`).join(', ');
  const windows = window
    ? `windows of ${widths(window)} in ${window.name}, ${formatWidth(window.span)} a document, kept ${formatDuration(window.retainMs)}`
    : 'no windows';
  const fields = plan.aggregates.map(
    ({ field, aggregate }) => `${field} (${aggregate.invertible ? 'adds up' : 'only grows'})`,
  );
  const from = over ? [`gold.${over.name}`] : new Set(plan.inputs.map(({ table }) => table));
  const lookedUp = lookups.map(({ model, optional }) => {
    const found = model.sql === '' ? `rows of ${[...model.tables].join(', ')}` : `gold.${model.name}`;
    return `${found} by ${model.plan.key.map(column => column.name).join(', ')}${optional ? '' : ' (needed)'}`;
  });
  const columns = plan.columns.map(column => `${column.name} ${typeName(column.type)}`);
  return [
    `${name} v${version}`,
    `  from     ${[...from].join(', ')}`,
    `  key      ${key}; ${windows}`,
    over ? '  keeps    nothing: it is made when it is asked for' : `  keeps    ${fields.join(', ')}`,
    ...(lookedUp.length > 0 ? [`  looks up ${lookedUp.join('; ')}`] : []),
    `  columns  ${columns.join(', ')}`,
  ].join('\n');
}
