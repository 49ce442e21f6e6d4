// What models.yml does not say of models: analysts read it in the API, the console and SQL.

import type { Model } from '../../src/gold/model.ts';

/** A line for each model: itself and its columns that are not described, and what is described and is not there. */
export function undescribed(models: readonly Model[]): string[] {
  return models.flatMap(({ name, plan, description, descriptions }) => {
    const columns = [...plan.key, ...(plan.window ? [plan.window] : []), ...plan.columns].map(
      column => column.name,
    );
    const missing = columns.filter(column => !descriptions[column]);
    const foreign = Object.keys(descriptions).filter(column => !columns.includes(column));
    const said = [
      ...(description ? [] : ['no description']),
      ...(missing.length > 0 ? [`no description of ${missing.join(', ')}`] : []),
      ...(foreign.length > 0 ? [`there is no ${foreign.join(', ')}`] : []),
    ];
    return said.length > 0 ? [`models/gold/models.yml: ${name}: ${said.join('; ')}`] : [];
  });
}
