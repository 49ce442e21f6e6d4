// DuckDB's SQL for the editor, and what it proposes beside tables and columns.

import type { Completion } from '@codemirror/autocomplete';
import { SQLDialect } from '@codemirror/lang-sql';

const keywords = `
all and any as asc asof at anti between both by case cast coalesce collate cross cube current_date current_timestamp desc
describe distinct else end escape except exclude exists extract false filter first following for from full glob group grouping
having ilike in inner intersect interval into is isnull join lateral last leading left like limit lambda materialized natural
not notnull null nulls offset on only or order outer over partition pivot positional preceding qualify range recursive repeatable
replace right rollup row rows sample select semi sets similar some summarize symmetric table tablesample then ties to trailing
true try_cast unbounded union unknown unpivot using values when where window with within`;

const types = `
bigint blob boolean date decimal double float hugeint int integer interval json list map numeric real smallint struct text time
timestamp timestamptz tinyint ubigint uhugeint uinteger usmallint utinyint uuid varchar`;

export const duckdb = SQLDialect.define({
  keywords: words(keywords).join(' '),
  types: words(types).join(' '),
  caseInsensitiveIdentifiers: true,
  doubleDollarQuotedStrings: true,
  operatorChars: '*+-%<>!=&|~^/:@',
});

const functions = `
abs approx_count_distinct arg_max arg_min array_agg avg bool_and bool_or ceil concat contains count count_if date_diff date_part
date_trunc dense_rank dayname epoch_ms first floor greatest histogram if ifnull json_extract json_extract_string lag last lead
least left len length list list_contains lower lpad ltrim max median min mode monthname now nullif ntile quantile_cont rank
regexp_extract regexp_matches regexp_replace replace right round row_number rtrim split_part starts_with stddev strftime
strptime struct_extract substring sum time_bucket to_timestamp trim unnest upper year month day hour minute`;

export const functionCompletions: readonly Completion[] = words(functions).map(name => ({
  label: name,
  type: 'function',
  apply: `${name}(`,
  boost: -50,
}));

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

export const timeTravel: readonly Completion[] = [
  { label: 'at (version => …)', apply: 'at (version => ', detail: 'as of a version', type: 'keyword' },
  {
    label: 'at (timestamp => …)',
    apply: 'at (timestamp => now() - interval 1 hour)',
    detail: 'as of a time',
    type: 'keyword',
  },
];
