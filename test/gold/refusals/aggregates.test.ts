// What aggregates, and the expressions in and around them, cannot be.

import { grouped, stock, testRefused } from './refused.ts';

testRefused([
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
    'an aggregate in an aggregate',
    grouped('sum(count(*)) AS n'),
    'line 1, column 19: count_star sums up many rows, and this is computed for one row',
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
    'a query in an expression',
    grouped(`count(*) FILTER (WHERE amount > (SELECT 1)) AS n`),
    'line 1, column 47: a query inside an expression is not evaluated row by row',
  ],
  [
    'a query beside aggregates',
    grouped('(SELECT 1) AS n'),
    'line 1, column 15: a query inside an expression looks at other rows; write a model of its own',
  ],
  [
    'where an event came from',
    grouped('count(DISTINCT _partition_id) AS n'),
    'line 1, column 30: _partition_id says how an event came, and not what happened',
  ],
]);
