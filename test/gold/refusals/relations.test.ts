// What cannot stand in FROM, WHERE and the clauses after GROUP BY.

import { grouped, sale, stock, testRefused } from './refused.ts';

testRefused([
  [
    'a query of no table',
    'SELECT 1 AS one',
    "line 1, column 8: nothing in FROM cannot be folded; write {{ source('silver', '<table>') }}, or UNNEST of a list beside it",
  ],
  [
    'a column that its table was renamed without',
    `SELECT store, count(*) AS n FROM ${sale} AS s(a, b) GROUP BY store`,
    'line 1, column 8: there is no column store',
  ],
  [
    'a join',
    `SELECT s.store, count(*) AS n FROM ${sale} s JOIN ${sale} t ON s.store = t.store GROUP BY s.store`,
    'line 1, column 74: a join cannot be folded: a fold sees one row at a time; write UNION ALL of the tables, or UNNEST of a list beside its table',
  ],
  [
    'a left join of a list',
    `SELECT store, count(*) AS n FROM ${sale} LEFT JOIN UNNEST(lines) AS l(line) ON true GROUP BY store`,
    'line 1, column 75: UNNEST beside a table takes no condition; write FROM <table>, UNNEST(<list>) AS <alias>(<column>)',
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
]);
