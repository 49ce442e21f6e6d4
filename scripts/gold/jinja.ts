// The Jinja that dbt models are written in: config, source and ref.

import nunjucks from 'nunjucks';

export type Rendered = { sql: string; meta: Record<string, unknown> };

/** Throws an Error that says what the template gets wrong. */
export function renderModel(template: string): Rendered {
  const environment = new nunjucks.Environment(null, { autoescape: false, throwOnUndefined: true });
  let meta: Record<string, unknown> = {};
  const context = {
    config: (options: { meta?: Record<string, unknown> }) => {
      meta = options.meta ?? {};
      return '';
    },
    source: (schema: string, table: string) => `${schema}.${table}`,
    ref: (model: string) => {
      throw new Error(
        `ref('${model}') cannot be folded: a gold model reads silver tables, by source('silver', …)`,
      );
    },
  };
  return { sql: environment.renderString(template, context), meta };
}
