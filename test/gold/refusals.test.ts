// What cannot be folded is refused when it is compiled: where it stands, why, and what to write instead.

import { expect, test } from 'vitest';
import { catalog } from './equality/catalog.ts';
import { compileModels } from './models.ts';

const sale = "{{ source('silver', 'sale') }}";
const stock = "{{ source('silver', 'stock') }}";
const grouped = (columns: string, rest = '') =>
  `SELECT store, ${columns} FROM ${sale} ${rest} GROUP BY store`;

/** The model, and what is said of it after the name of its file. */
const refused: [name: string, model: string, message: string][] = [
  [
    'a window function',
    grouped('count(*) AS n, row_number() OVER () AS r'),
    'line 1, column 30: a window function looks at other rows; write an aggregate, and compare rows when you ask',
  ],
  [
    'a window function over a column',
    grouped('sum(amount) OVER () AS n'),
    'line 1, column 15: a window function looks at other rows; write an aggregate, and compare rows when you ask',
  ],
  [
    'a query beside aggregates',
    grouped('(SELECT 1) AS n'),
    'line 1, column 15: a query inside an expression looks at other rows; write a model of its own',
  ],
  [
    'a query of no table',
    'SELECT 1 AS one',
    "line 1, column 8: nothing in FROM cannot be folded; write {{ source('silver', '<table>') }}, or UNNEST of a list beside it",
  ],
  ['what is no query', 'INSERT INTO t VALUES (1)', 'line 1, column 1: a model is one SELECT'],
  [
    'a column that its table was renamed without',
    `SELECT store, count(*) AS n FROM ${sale} AS s(a, b) GROUP BY store`,
    'line 1, column 8: there is no column store',
  ],
  [
    'a join',
    `SELECT s.store, count(*) AS n FROM ${sale} s JOIN ${stock} t ON s.store = t.store GROUP BY s.store`,
    'line 1, column 74: a join cannot be folded: a fold sees one row at a time; write UNION ALL of the tables, or UNNEST of a list beside its table',
  ],
  [
    'a left join of a list',
    `SELECT store, count(*) AS n FROM ${sale} LEFT JOIN UNNEST(lines) AS l(line) ON true GROUP BY store`,
    'line 1, column 75: UNNEST beside a table takes no condition; write FROM <table>, UNNEST(<list>) AS <alias>(<column>)',
  ],
  [
    'an aggregate in an aggregate',
    grouped('sum(count(*)) AS n'),
    'line 1, column 19: count_star sums up many rows, and this is computed for one row',
  ],
  [
    'an order of the rows',
    `${grouped('count(*) AS n')} ORDER BY store`,
    'line 1, column 90: ORDER BY cannot be folded; write no ORDER BY: rows are put in order when they are asked for',
  ],
  [
    'a limit',
    `${grouped('count(*) AS n')} LIMIT 3`,
    'line 1, column 87: LIMIT cannot be folded; write no LIMIT: rows are limited when they are asked for',
  ],
  [
    'an order in an aggregate',
    grouped('sum(amount ORDER BY paid) AS n'),
    'line 1, column 35: ORDER BY in sum cannot be folded; write arg_min(x, y) or arg_max(x, y)',
  ],
  [
    'the first row, in no order',
    grouped('first(amount) AS n'),
    'line 1, column 15: first cannot be folded; write first(x ORDER BY _event_time)',
  ],
  [
    'the last row by what can be null',
    grouped('last(amount ORDER BY "at") AS n'),
    'line 1, column 36: the order in last can be null; write ORDER BY _event_time, or WHERE … IS NOT NULL',
  ],
  [
    'the time of asking',
    grouped("count(*) FILTER (WHERE _event_time > now() - INTERVAL '1 day') AS n"),
    'line 1, column 52: now() changes from one moment to the next, and a fold must give the same tomorrow; write a column of the event, such as _event_time',
  ],
  [
    'chance',
    grouped('sum(random()) AS n'),
    'line 1, column 19: random() changes from one moment to the next, and a fold must give the same tomorrow; write a column of the event, such as _event_time',
  ],
  [
    'a sum of floating-point numbers',
    grouped('sum(price) AS revenue'),
    'line 1, column 15: sum of DOUBLE depends on the order of the rows; write sum(CAST(… AS DECIMAL(18, 4)))',
  ],
  [
    'a sum of text',
    grouped('sum(code) AS n'),
    'line 1, column 15: sum of VARCHAR cannot be folded; write sum(CAST(… AS BIGINT))',
  ],
  [
    'a greatest value of rows that may go again',
    `SELECT store, max(on_hand) AS most FROM ${stock} GROUP BY store`,
    'line 1, column 15: max cannot take back rows that a change removes; write count, sum or avg; or a model over a table of events',
  ],
  [
    'a median',
    grouped('median(amount) AS m'),
    'line 1, column 15: median cannot be folded; write approx_quantile(x, 0.5)',
  ],
  [
    'a quantile of text',
    grouped('approx_quantile(code, 0.5) AS m'),
    'line 1, column 15: approx_quantile of VARCHAR, DECIMAL(2,1) cannot be folded; write approx_quantile(CAST(… AS DOUBLE), …)',
  ],
  [
    'a quantile that differs from row to row',
    grouped('approx_quantile(amount, price) AS m'),
    'line 1, column 15: approx_quantile takes a constant from 0 to 1; write approx_quantile(x, 0.5)',
  ],
  [
    'a sum of distinct values',
    grouped('sum(DISTINCT amount) AS n'),
    'line 1, column 15: DISTINCT in sum cannot be folded; write count(DISTINCT x)',
  ],
  [
    'a key that can be null',
    `SELECT code, count(*) AS n FROM ${sale} GROUP BY code`,
    "line 1, column 8: the key column code can be null; write WHERE … IS NOT NULL, or coalesce(…, 'none')",
  ],
  [
    'a key that is guarded under another alias',
    `SELECT s.code, count(*) AS n FROM ${sale} s, UNNEST(lines) AS l(line) WHERE line.sku IS NOT NULL GROUP BY s.code`,
    "line 1, column 8: the key column code can be null; write WHERE … IS NOT NULL, or coalesce(…, 'none')",
  ],
  [
    'a window of a time that can be null',
    `{{ config(meta={'span': '1d', 'retain': '1d'}) }} SELECT store, date_trunc('day', "at") AS day, count(*) AS n FROM ${sale} GROUP BY store, day`,
    'line 1, column 65: the window day can be null; write WHERE … IS NOT NULL, of the time',
  ],
  [
    'a key of a type that has several texts for a value',
    `SELECT coalesce(price, 0) AS price, count(*) AS n FROM ${sale} GROUP BY ALL`,
    'line 1, column 17: the key column price is DOUBLE, and a key is text, a whole number, a date or a boolean; write CAST(… AS VARCHAR) AS price',
  ],
  [
    'groups without a key',
    `SELECT count(*) AS n FROM ${sale}`,
    'line 1, column 8: a model needs a column to ask for; write GROUP BY a column that is no window',
  ],
  [
    'subtotals',
    `SELECT store, count(*) AS n FROM ${sale} GROUP BY ROLLUP (store)`,
    'line 1, column 8: GROUPING SETS, ROLLUP and CUBE cannot be folded; write a model for each grouping',
  ],
  [
    'a group that is no column',
    `SELECT count(*) AS n FROM ${sale} GROUP BY store`,
    'line 1, column 67: what is grouped by must be a column of the model; write the same expression in SELECT, with a name',
  ],
  [
    'two windows',
    `SELECT store, date_trunc('day', _event_time) AS d, date_trunc('hour', _event_time) AS h, count(*) AS n FROM ${sale} GROUP BY ALL`,
    'line 1, column 52: a model has one window; write a model for each width, or a larger grain when you ask',
  ],
  [
    'a window of months',
    `SELECT store, date_trunc('month', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "line 1, column 26: windows are of seconds, minutes, hours or days; write date_trunc('day', _event_time), and a larger grain when you ask",
  ],
  [
    'a window that does not divide a day',
    `SELECT store, time_bucket(INTERVAL '7 minutes', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "line 1, column 36: the width of a window is of whole seconds, and divides a day; write time_bucket(INTERVAL '5 minutes', _event_time)",
  ],
  [
    'a window of a date',
    `SELECT store, time_bucket(INTERVAL '1 day', due) AS d, count(*) AS n FROM ${sale} GROUP BY ALL`,
    'line 1, column 45: a window is cut from a time with a zone, and this is DATE; write time_bucket(…, _event_time)',
  ],
  [
    'the window inside another column',
    `{{ config(meta={'span': '1d', 'retain': '1d'}) }} SELECT store, date_trunc('day', _event_time) AS d, strftime(date_trunc('day', _event_time), '%d') || count(*) AS x FROM ${sale} GROUP BY store, d`,
    'line 1, column 111: an expression over the window cannot be kept: windows roll up when you ask; write the window as a column of its own',
  ],
  [
    'a column that is neither grouped by nor aggregated',
    grouped('upper(code) AS c, count(*) AS n'),
    'line 1, column 21: code is neither grouped by nor aggregated; write min(code) or max(code), or GROUP BY code',
  ],
  [
    'DISTINCT ON',
    `SELECT DISTINCT ON (store) store, count(*) AS n FROM ${sale} GROUP BY store`,
    'line 1, column 21: DISTINCT ON cannot be folded; write arg_max(x, _event_time)',
  ],
  [
    'DISTINCT rows',
    `SELECT store, count(*) AS n FROM (SELECT DISTINCT store FROM ${sale}) GROUP BY store`,
    'line 1, column 51: DISTINCT cannot be folded; write GROUP BY, or count(DISTINCT x)',
  ],
  [
    'QUALIFY',
    `${grouped('count(*) AS n')} QUALIFY true`,
    'line 1, column 89: QUALIFY cannot be folded; write HAVING, over aggregates',
  ],
  [
    'a recursive query',
    `WITH RECURSIVE r AS (SELECT store FROM ${sale} UNION ALL SELECT store FROM r) SELECT store, count(*) AS n FROM r GROUP BY store`,
    'line 1, column 29: a recursive query cannot be folded: a fold sees each row once',
  ],
  [
    'a query that names itself',
    `WITH r AS (SELECT * FROM r) SELECT store, count(*) AS n FROM r GROUP BY store`,
    "line 1, column 26: there is no silver table r; write {{ source('silver', '<table>') }}",
  ],
  [
    'a grouped query below',
    `SELECT store, count(*) AS n FROM (SELECT store, count(*) AS c FROM ${sale} GROUP BY store) GROUP BY store`,
    'line 1, column 42: a GROUP BY below another query cannot be folded; write one GROUP BY, in the last SELECT',
  ],
  [
    'UNION, which drops rows',
    `SELECT store, count(*) AS n FROM (SELECT store FROM ${sale} UNION SELECT store FROM ${stock}) GROUP BY store`,
    'line 1, column 97: of set operations only UNION ALL can be folded; write UNION ALL',
  ],
  [
    'a UNION ALL of two shapes',
    `SELECT store, count(*) AS n FROM (SELECT store FROM ${sale} UNION ALL SELECT store, sku FROM ${stock}) GROUP BY store`,
    'line 1, column 101: the first part of the UNION ALL has 1 columns, and this one 2',
  ],
  [
    'a UNION ALL of two types',
    `SELECT store, count(*) AS n FROM (SELECT store, paid AS x FROM ${sale} UNION ALL SELECT store, note FROM ${stock}) GROUP BY store`,
    'line 1, column 119: x is BOOLEAN in one part of the UNION ALL and VARCHAR in another; write CAST(… AS BOOLEAN)',
  ],
  [
    'a query in an expression',
    grouped(`count(*) FILTER (WHERE amount > (SELECT 1)) AS n`),
    'line 1, column 47: a query inside an expression is not evaluated row by row',
  ],
  [
    'an unknown table',
    "SELECT store, count(*) AS n FROM {{ source('silver', 'sales') }} GROUP BY store",
    "line 1, column 34: there is no silver table sales; write {{ source('silver', 'sale') }}",
  ],
  [
    'a table of another layer',
    "SELECT store, count(*) AS n FROM {{ source('bronze', 'shops') }} GROUP BY store",
    "line 1, column 34: a model reads silver tables, and not bronze.shops; write {{ source('silver', '<table>') }}",
  ],
  [
    'an unknown column',
    grouped('sum(amonut) AS n'),
    'line 1, column 19: there is no column amonut; write amount',
  ],
  [
    'an unknown field',
    grouped('count(buyer.nam) AS n'),
    'line 1, column 21: there is no field nam; write one of name, age, tags',
  ],
  [
    'two tables side by side',
    `SELECT store, sum(uid) AS n FROM ${sale}, (SELECT 1) GROUP BY store`,
    'line 1, column 74: a join cannot be folded: a fold sees one row at a time; write UNION ALL of the tables, or UNNEST of a list beside its table',
  ],
  [
    'a name of a column and of an element',
    `SELECT store, sum(uid) AS n FROM ${sale}, UNNEST(lines) AS l(uid) GROUP BY store`,
    'line 1, column 19: uid is a column of sale and of l; write sale.uid',
  ],
  [
    'where an event came from',
    grouped('count(DISTINCT _partition_id) AS n'),
    'line 1, column 30: _partition_id says how an event came, and not what happened',
  ],
  [
    'a column without a name',
    grouped('count(*)'),
    'line 1, column 15: a column of a model needs a name; write … AS name',
  ],
  [
    'two columns of one name',
    grouped('count(*) AS n, sum(amount) AS N'),
    'line 1, column 30: two columns are called n; write … AS another_name',
  ],
  [
    'a star',
    `SELECT *, count(*) AS n FROM ${sale} GROUP BY ALL`,
    'line 1, column 8: a model names its columns; write each column by its name',
  ],
  [
    'two lists side by side',
    `SELECT store, count(*) AS n FROM (SELECT store, unnest(lines) AS a, unnest(buyer.tags) AS b FROM ${sale}) GROUP BY store`,
    'line 1, column 69: two lists are unnested side by side; write one UNNEST, and the next in a query around it',
  ],
  [
    'UNNEST of what is no list',
    `SELECT store, count(*) AS n FROM ${sale}, UNNEST(code) AS c(x) GROUP BY store`,
    'line 1, column 73: UNNEST takes a list, and this is VARCHAR',
  ],
  [
    'a sample',
    `SELECT store, count(*) AS n FROM ${sale} GROUP BY store USING SAMPLE 10%`,
    'line 1, column 8: a sample cannot be folded; write WHERE, with a condition',
  ],
  [
    'SQL that cannot be parsed',
    `SELECT store,\n  count(* AS n\nFROM ${sale}`,
    'line 2, column 11: syntax error at or near "AS"',
  ],
  ['two statements', `${grouped('count(*) AS n')}; SELECT 1`, 'a model is one SELECT'],
  [
    'ref()',
    "SELECT store, count(*) AS n\nFROM {{ ref('other') }} GROUP BY store",
    "line 2, column 6: ref('other') cannot be folded: a gold model reads silver tables; write source('silver', '<table>')",
  ],
  ['a macro', '\n  {{ money(1) }}', 'line 2, column 3: money() is not known; write its SQL'],
  ['an unknown variable', 'SELECT {{ tax }}', 'line 1, column 8: tax is not known; write its value'],
  ['a tag that is not closed', 'SELECT\n {{ config(', 'line 2, column 2: {{ is never closed; write }}'],
  [
    'a tag that is not Jinja',
    "{{ config(meta={'a' 1}) }}",
    'line 1, column 1: parseAggregate: expected colon after dict key',
  ],
  [
    'a config that is not known',
    `{{ config(meta={'spam': '1d'}) }} ${grouped('count(*) AS n')}`,
    "config(meta={'spam': …}) is not known; write version, span, retain, trailing",
  ],
  [
    'a span that is no duration',
    `{{ config(meta={'span': 'a day', 'retain': '1d'}) }} SELECT store, date_trunc('day', _event_time) AS d, count(*) AS n FROM ${sale} GROUP BY ALL`,
    '"span" in config(meta=…) is a day; write a duration such as 30s, 5m, 1h or 7d',
  ],
  [
    'a span that cuts windows',
    `{{ config(meta={'span': '90m', 'retain': '1d'}) }} SELECT store, date_trunc('hour', _event_time) AS h, count(*) AS n FROM ${sale} GROUP BY ALL`,
    '"span" in config(meta=…) is 90m; write a whole number of windows of 1h',
  ],
  [
    'a span of too many windows',
    `{{ config(meta={'span': '7d', 'retain': '30d'}) }} SELECT store, date_trunc('minute', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    '"span" in config(meta=…) has 10080 windows; write one of at most 2000, such as 1h',
  ],
  [
    'windows that are kept for ever',
    `{{ config(meta={'span': '1d'}) }} SELECT store, date_trunc('hour', _event_time) AS h, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "a model with windows says their retain; write config(meta={'retain': '1d'})",
  ],
  [
    'a version that is no number',
    `{{ config(meta={'version': 'two'}) }} ${grouped('count(*) AS n')}`,
    '"version" in config(meta=…) is two; write a whole number from 1',
  ],
];

test.each(refused)('%s is refused', async (_name, model, message) => {
  const said = await compileModels(catalog, { refused: model }).then(
    () => 'nothing',
    (error: Error) => error.message,
  );
  expect(said.replace(/^(models\/gold\/)?refused\.sql: /, '')).toBe(message);
});

test('every model that is wrong is told at once', async () => {
  const wrong = `SELECT store, median(amount) AS m FROM ${sale} GROUP BY store`;
  await expect(compileModels(catalog, { one: wrong, other: wrong })).rejects.toThrow(
    /^models\/gold\/one\.sql: line 1.*\nmodels\/gold\/other\.sql: line 1/,
  );
});
