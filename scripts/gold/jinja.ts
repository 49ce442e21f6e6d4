// The Jinja that dbt models are written in: config, source and ref. What is rendered stands where its tag stood, so that a
// place in the SQL is a place in the file.

import nunjucks from 'nunjucks';
import { placeIn, type Tag, tagsOf, withBracesApart } from './jinja-tags.ts';

export type Rendered = { sql: string; meta: Record<string, unknown> };

/** Throws an Error that says what the template gets wrong, and where. */
export function renderModel(template: string): Rendered {
  const environment = new nunjucks.Environment(null, { autoescape: false });
  const tags = tagsOf(template);
  for (const tag of tags) checkExpression(environment, template, tag);
  let meta: Record<string, unknown> = {};
  let at = 0;
  const context = {
    ...dbtContext,
    config: (options: { meta?: Record<string, unknown> } = {}) => {
      meta = options.meta ?? {};
      return '';
    },
    /** Says which tag is next, so that an error in it has a place. */
    tag: (index: number) => {
      at = index;
      return '';
    },
    placed: (index: number, value: unknown) => {
      const tag = tags[index];
      if (value === undefined || !tag) throw new Error(`${tag?.inner.trim()} is not known; write its value`);
      return inPlaceOf(template.slice(tag.start, tag.end), String(value));
    },
  };
  try {
    return { sql: environment.renderString(withPlaces(template, tags), context), meta };
  } catch (error) {
    throw new Error(`${placeIn(template, tags[at]?.start ?? 0)}: ${readable(error)}`);
  }
}

const dbtContext = {
  source: (schema: string, table: string) => `${schema}.${table}`,
  ref: (model: string, ...others: unknown[]) => {
    if (others.length > 0)
      throw new Error(`ref of a package or a version is not known; write ref('<model>')`);
    return `gold.${model}`;
  },
  var: (name: string) => {
    throw new Error(`var('${name}') is not known when a model is compiled; write its value`);
  },
  is_incremental: () => false,
};

function checkExpression(environment: nunjucks.Environment, template: string, tag: Tag): void {
  if (tag.open !== '{{') return;
  try {
    new nunjucks.Template(`{{${withBracesApart(tag.inner)}}}`, environment, 'tag', true);
  } catch (error) {
    throw new Error(`${placeIn(template, tag.start)}: ${readable(error)}`);
  }
}

/** Each expression as a call that renders it in its place; comments as the space that they take. */
function withPlaces(template: string, tags: readonly Tag[]): string {
  let placed = '';
  let end = 0;
  for (const [i, tag] of tags.entries()) {
    placed += template.slice(end, tag.start);
    const written = template.slice(tag.start, tag.end);
    const [, before = '', inner = '', after = ''] = /^(-?)(.*?)(-?)$/s.exec(tag.inner) ?? [];
    if (tag.open === '{#') placed += inPlaceOf(written, '');
    else if (tag.open === '{%') placed += `${written}{{ tag(${i}) }}`;
    else placed += `{{${before} tag(${i}) }}{{ placed(${i}, ${withBracesApart(inner)}) ${after}}}`;
    end = tag.end;
  }
  return placed + template.slice(end);
}

/** The value in the space that a tag takes: its width, or its lines. */
function inPlaceOf(written: string, value: string): string {
  const lines = written.split('\n');
  if (lines.length === 1) return value.padEnd(written.length);
  return value + '\n'.repeat(lines.length - 1) + ' '.repeat(lines.at(-1)?.length ?? 0);
}

/** What nunjucks says, without the lines that it wraps around it. */
function readable(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  const said = lines.filter(line => !/^\(unknown path\)|^\(tag\)|^Template render error: \(/.test(line));
  const text = said.map(line => line.trim().replace(/^(Template render error|Error): /, '')).join(' ');
  return text.replace(/^Unable to call `(.+?)`.*$/, '$1() is not known; write its SQL');
}
