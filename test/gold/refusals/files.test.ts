// What is wrong with a model's file: its SQL, its Jinja, its config.

import { expect, test } from 'vitest';
import { catalog } from '../equality/catalog.ts';
import { compileModels } from '../models.ts';
import { grouped, sale, testRefused } from './refused.ts';

testRefused([
  ['what is no query', 'INSERT INTO t VALUES (1)', 'line 1, column 1: a model is one SELECT'],
  [
    'SQL that cannot be parsed',
    `SELECT store,\n  count(* AS n\nFROM ${sale}`,
    'line 2, column 11: syntax error at or near "AS"',
  ],
  ['two statements', `${grouped('count(*) AS n')}; SELECT 1`, 'a model is one SELECT'],
  [
    'a model that is not there',
    "SELECT store, n\nFROM {{ ref('other') }}",
    "line 2, column 6: there is no model other; write {{ ref('<model>') }}",
  ],
  [
    'a model of a package',
    "SELECT store, n\nFROM {{ ref('shop', 'other') }}",
    "line 2, column 6: ref of a package or a version is not known; write ref('<model>')",
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
    '"span" in config(meta=…) is a day; write a duration such as 1h, 1d, 4w, 3mo or 1y',
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
    "a model with windows says their retain; write {{ config(meta={'version': 1, 'span': '1d', 'retain': '90d'}) }}",
  ],
  [
    'a version that is no number',
    `{{ config(meta={'version': 'two'}) }} ${grouped('count(*) AS n')}`,
    '"version" in config(meta=…) is two; write a whole number from 1',
  ],
]);

test('every model that is wrong is told at once', async () => {
  const wrong = `SELECT store, median(amount) AS m FROM ${sale} GROUP BY store`;
  await expect(compileModels(catalog, { one: wrong, other: wrong })).rejects.toThrow(
    /^models\/gold\/one\.sql: line 1.*\nmodels\/gold\/other\.sql: line 1/,
  );
});
