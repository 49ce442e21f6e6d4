// What cannot be grouped by, and how columns must be named.

import { grouped, sale, testRefused } from './refused.ts';

testRefused([
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
    'a key that a row can fail to have',
    `SELECT coalesce(CAST(code AS BIGINT), 0) AS number, count(*) AS n FROM ${sale} GROUP BY number`,
    'line 1, column 17: the column number is grouped by, and this can fail for a row, which would be in no group; write coalesce(TRY_CAST(… AS BIGINT), …)',
  ],
  [
    'a key that can be beyond its type',
    `SELECT uid * 2 AS double, count(*) AS n FROM ${sale} GROUP BY double`,
    'line 1, column 12: the column double is grouped by, and this can fail for a row, which would be in no group; write its operands as HUGEINT: CAST(… AS HUGEINT)',
  ],
  [
    'a key of a column that can fail below',
    `SELECT number, count(*) AS n FROM (SELECT coalesce(CAST(code AS BIGINT), 0) AS number FROM ${sale}) GROUP BY number`,
    'line 1, column 8: the column number is grouped by, and this can fail for a row, which would be in no group; write TRY_CAST, and numbers as HUGEINT, where it is computed',
  ],
  [
    'HAVING over a computed key under GROUP BY ALL',
    `SELECT coalesce(paid, true) AS paid_up, count(*) AS n FROM ${sale} GROUP BY ALL HAVING paid_up`,
    'line 1, column 111: HAVING reads paid_up, and then GROUP BY ALL groups by the columns that it is computed from as well; write GROUP BY paid_up',
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
    'a window of decades',
    `SELECT store, date_trunc('decade', _event_time) AS d, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "line 1, column 26: windows are of seconds, minutes, hours, days, weeks, months, quarters or years; write date_trunc('year', _event_time), and a larger grain such as 10y when you ask",
  ],
  [
    'a window that does not divide a day',
    `SELECT store, time_bucket(INTERVAL '7 minutes', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "line 1, column 36: the width of a window is of whole seconds and divides a day, or is a week, or of whole months and divides a year; write time_bucket(INTERVAL '5 minutes', _event_time)",
  ],
  [
    'a window of months that does not divide a year',
    `SELECT store, time_bucket(INTERVAL '5 months', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    "line 1, column 36: the width of a window is of whole seconds and divides a day, or is a week, or of whole months and divides a year; write time_bucket(INTERVAL '5 minutes', _event_time)",
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
]);
