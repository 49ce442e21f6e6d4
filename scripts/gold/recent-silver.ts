// A model's query over silver's recent events only.

import { isNode, locationOf, parseSyntax, type SyntaxNode, textAt } from '../../src/sql-expression/syntax.ts';
import { quoteText } from '../../src/tables/duckdb-type.ts';

/**
 * Each silver table of the query becomes a SELECT of its events since a time, under the name that it had. Tables in
 * `whole` stay as they are: present rows are of all times. `syntax` is the query's tree, which knows where tables stand.
 */
export function overRecentSilver(
  sql: string,
  syntax: string,
  sinceMs: number,
  whole: ReadonlySet<string>,
): string {
  const since = new Date(sinceMs).toISOString();
  let text = Buffer.from(sql);
  for (const node of silverReferences(parseSyntax(syntax)).sort((a, b) => placeOf(b) - placeOf(a))) {
    const name = textAt(node, 'table_name');
    const at = placeOf(node);
    const [written] = /^"?silver"?\s*\.\s*("[^"]+"|\w+)/i.exec(text.subarray(at).toString()) ?? [];
    if (!written || whole.has(`silver.${name.toLowerCase()}`)) continue;
    const recent = `(SELECT * FROM ${written} WHERE ${recentCondition(since)})`;
    const alias = textAt(node, 'alias') === '' ? ` AS ${name}` : '';
    text = Buffer.concat([
      text.subarray(0, at),
      Buffer.from(recent + alias),
      text.subarray(at + Buffer.byteLength(written)),
    ]);
  }
  return text.toString();
}

/** The day leaves out partitions, and the time leaves out the rest of the day. */
export function recentCondition(since: string): string {
  return `_enqueued_date >= DATE ${quoteText(since.slice(0, 10))} AND _enqueued_time >= TIMESTAMPTZ ${quoteText(since)}`;
}

const placeOf = (node: SyntaxNode) => locationOf(node) ?? 0;

function silverReferences(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(silverReferences);
  if (!isNode(value)) return [];
  const isReference =
    textAt(value, 'type') === 'BASE_TABLE' && textAt(value, 'schema_name').toLowerCase() === 'silver';
  return isReference ? [value] : Object.values(value).flatMap(silverReferences);
}
