// What cannot be looked up: rows by less than their key, from what a group's key does not say, or into a group.

import { sale, stock, testRefused } from './refused.ts';

const counted = `counted AS (SELECT store, count(*) AS n, max(uid) AS last FROM ${sale} GROUP BY store)`;
const perUid = `counted AS (SELECT uid, store, count(*) AS n FROM ${sale} GROUP BY uid, store)`;

testRefused(
  [
    [
      'a relational table below the GROUP BY',
      `SELECT s.store, t.note, count(*) AS n FROM ${sale} s LEFT JOIN ${stock} t ON s.uid = t.uid GROUP BY s.store, t.note`,
      "line 1, column 87: rows of stock change after events were folded: they must not decide what is counted, or in which group; write the join after the GROUP BY: WITH counted AS (SELECT … GROUP BY …) SELECT … FROM counted LEFT JOIN {{ source('silver', 'stock') }} …",
    ],
    [
      'a lookup by a part of the key that is not there',
      `WITH ${counted} SELECT counted.store, n, on_hand FROM counted LEFT JOIN ${stock} t ON t.store = counted.store`,
      'line 1, column 219: rows are looked up by their key, and store is not in it; write the key: uid',
    ],
    [
      'a lookup by an aggregate',
      `WITH ${counted} SELECT counted.store, n, on_hand FROM counted LEFT JOIN ${stock} t ON t.uid = counted.last`,
      "line 1, column 217: a lookup follows from the group's key, and counted.last does not; write GROUP BY the column that is looked up by",
    ],
    [
      'a lookup with another condition',
      `WITH ${perUid} SELECT counted.uid, counted.store, n, on_hand FROM counted LEFT JOIN ${stock} t ON t.uid = counted.uid AND t.on_hand > 3`,
      "line 1, column 248: a lookup finds rows by their key, and has no other conditions; write ON t.<key> = <column of the group's key>, and WHERE for the rest",
    ],
    [
      'a lookup by another type',
      `WITH ${counted} SELECT counted.store, n, on_hand FROM counted LEFT JOIN ${stock} t ON t.uid = counted.store`,
      'line 1, column 217: uid is BIGINT, and this is VARCHAR; write CAST(… AS BIGINT)',
    ],
    [
      'a table of events that is looked up',
      `WITH ${counted} SELECT counted.store, n, code FROM counted LEFT JOIN ${sale} t ON t.uid = 3`,
      'line 1, column 169: sale is a table of events, which has no present rows to look up; write a table of a relational source',
    ],
    [
      'a full join',
      `WITH ${perUid} SELECT counted.uid, counted.store, n FROM counted FULL JOIN ${stock} t ON t.uid = counted.uid`,
      'line 1, column 168: of joins, a model has those that look rows up by a key; write LEFT JOIN … ON or USING',
    ],
    [
      'a query that is looked up',
      `WITH ${perUid} SELECT counted.uid, counted.store, n FROM counted LEFT JOIN (SELECT uid FROM ${stock}) t ON t.uid = counted.uid`,
      "line 1, column 176: what is looked up is a relational table or a model, and no query; write LEFT JOIN {{ source('silver', '<table>') }} or {{ ref('<model>') }}",
    ],
    [
      'a model without a column of the key',
      "SELECT n FROM {{ ref('by_store') }}",
      'line 1, column 8: the model has no column store, by which its rows are asked for; write store in SELECT',
    ],
    [
      'a key column by another name only',
      "SELECT store AS shop, n FROM {{ ref('by_store') }}",
      'line 1, column 8: the model has no column store, by which its rows are asked for; write store in SELECT',
    ],
    [
      'a model that is grouped again',
      "SELECT store, sum(n) AS n FROM {{ ref('by_store') }} GROUP BY store",
      "line 1, column 32: the rows of gold.by_store cannot be grouped again: they are those of a moment; write a SELECT without GROUP BY over {{ ref('by_store') }}, or GROUP BY over silver",
    ],
    [
      'a model over one that is itself over another',
      "SELECT store, n FROM {{ ref('over') }}",
      "line 1, column 22: gold.over is itself made when it is asked for, and is not looked at by another model; write {{ ref('by_store') }}, and the same joins here",
    ],
    [
      'a lookup in a model with windows',
      "SELECT store, n FROM {{ ref('by_store') }} JOIN {{ ref('by_day') }} USING (store)",
      "line 1, column 49: gold.by_day has a row for each window, and a lookup finds one for a key; write FROM {{ ref('by_day') }}, and look up what has no windows",
    ],
    [
      'a condition on the window',
      "SELECT store, day, n FROM {{ ref('by_day') }} WHERE day > TIMESTAMPTZ '2026-01-01 00:00:00Z'",
      'line 1, column 57: an expression over the window cannot be kept: windows roll up when you ask; write the window as a column of its own, and from= and to= when you ask',
    ],
    [
      'a silver table beside a model',
      `SELECT store, n FROM {{ ref('by_store') }}, ${sale}`,
      'line 1, column 45: of joins, a model has those that look rows up by a key; write LEFT JOIN … ON or USING',
    ],
    ['a model of itself', "SELECT store, n FROM {{ ref('refused') }}", 'refused is made of itself'],
    [
      'windows of a model over another',
      "{{ config(meta={'span': '1d'}) }} SELECT store, day, n FROM {{ ref('by_day') }}",
      '"span" in config(meta=…) is that of by_day, whose documents are shown; leave it out',
    ],
    [
      'trailing spans of a model over another',
      "{{ config(meta={'trailing': {'1d': '1d'}}) }} SELECT store, day, n FROM {{ ref('by_day') }}",
      '"trailing" in config(meta=…) is of a model that looks nothing up; write windows, and ask with grain=',
    ],
  ],
  {
    by_store: `SELECT store, count(*) AS n FROM ${sale} GROUP BY store`,
    by_day: `{{ config(meta={'span': '1d', 'retain': '9d'}) }} SELECT store, date_trunc('day', _event_time) AS day, count(*) AS n FROM ${sale} GROUP BY store, day`,
    over: "SELECT store, n FROM {{ ref('by_store') }}",
  },
);
