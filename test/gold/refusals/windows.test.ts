// Hopping windows that cannot be made of panes, and what cannot be done with them.

import { sale, stock, testRefused } from './refused.ts';

const bucket = "time_bucket(INTERVAL '5 minutes', _event_time)";
const step = "INTERVAL '5 minutes'";
const example =
  "write generate_series(time_bucket(INTERVAL '5 minutes', _event_time) - INTERVAL '55 minutes', _event_time, INTERVAL '5 minutes')";

const over = (series: string, columns = 'count(*) AS n', from = sale) =>
  `{{ config(meta={'span': '1d', 'retain': '1d'}) }} SELECT store, w, ${columns} FROM ${from}, UNNEST(${series}) AS hop(w) GROUP BY store, w`;
const hour = `generate_series(${bucket} - INTERVAL '55 minutes', _event_time, ${step})`;

testRefused([
  [
    'a size that is no multiple of the hop',
    over(`generate_series(${bucket} - INTERVAL '7 minutes', _event_time, ${step})`),
    'line 1, column 189: windows are whole steps of 5m, and -00:07:00 is not; write a multiple of 5m',
  ],
  [
    'a step that is not the width that times are cut to',
    over(`generate_series(${bucket}, _event_time, INTERVAL '1 minute')`),
    "line 1, column 212: one window begins after another as often as times are cut; write the width in generate_series's start",
  ],
  [
    'a series that begins at no cut',
    over(`generate_series(_event_time - INTERVAL '1 hour', _event_time, ${step})`),
    `line 1, column 154: a series of windows begins where times are cut to; ${example}`,
  ],
  [
    'a range up to a time',
    over(`range(${bucket}, _event_time, ${step})`),
    'line 1, column 180: range leaves its end out: a time at the very start of a window would not be in that; write generate_series',
  ],
  [
    'a series from one time to another',
    over(`generate_series(${bucket}, _enqueued_time, ${step})`),
    `line 1, column 190: a series of windows is that of one time; ${example}`,
  ],
  [
    'a series without windows',
    over(`generate_series(${bucket}, ${bucket} - ${step}, ${step})`),
    `line 1, column 126: there is no window in the series; ${example}`,
  ],
  [
    'a series of one window',
    over(`generate_series(${bucket}, _event_time, ${step})`),
    'line 1, column 126: one window for each time is no series; write what times are cut to, as a column: time_bucket(…)',
  ],
  [
    'windows of too many panes',
    over(`generate_series(${bucket} - INTERVAL '3 days', _event_time, ${step})`),
    'line 1, column 126: a window has 865 panes, and may have 300; write a smaller window, or a longer step from one to the next',
  ],
  [
    'hopping windows of a date',
    over(`generate_series(time_bucket(INTERVAL '1 day', due), due, INTERVAL '1 day')`),
    `line 1, column 172: a window is cut from a time with a zone, and this is DATE; ${example}`,
  ],
  [
    'a condition on hopping windows',
    `SELECT store, w, count(*) AS n FROM ${sale}, UNNEST(${hour}) AS hop(w) WHERE w > _event_time GROUP BY ALL`,
    'line 1, column 218: w is the column of hopping windows, which is grouped by, and read by nothing else',
  ],
  [
    'an expression over hopping windows',
    over(hour, "w + INTERVAL '1 hour' AS w_end"),
    'line 1, column 68: an expression over the window cannot be kept: windows roll up when you ask; write the window as a column of its own',
  ],
  [
    'an aggregate of hopping windows',
    over(hour, 'max(w) AS last'),
    'line 1, column 72: w is the column of hopping windows, which is grouped by, and read by nothing else',
  ],
  [
    'hopping windows that nothing is grouped by',
    `SELECT store, count(*) AS n FROM ${sale}, UNNEST(${hour}) AS hop(w) GROUP BY store`,
    'line 1, column 73: a series of times is that of hopping windows, and this one is not grouped by; write GROUP BY its column; one series in a model',
  ],
  [
    'other hopping windows in each part of a UNION ALL',
    `{{ config(meta={'span': '1d', 'retain': '1d'}) }} SELECT store, w, count(*) AS n FROM (SELECT store, unnest(${hour}) AS w FROM ${sale} UNION ALL SELECT store, unnest(generate_series(${bucket} - ${step}, _event_time, ${step})) AS w FROM ${stock}) GROUP BY ALL`,
    'line 1, column 65: the parts of the UNION ALL have other windows; write the series of windows beside the UNION ALL, and not in its parts',
  ],
  [
    'hopping windows of a time that can fail',
    `SELECT store, w, count(DISTINCT _identity) AS n FROM (SELECT store, _identity, CAST(line.note AS TIMESTAMPTZ) AS t FROM ${sale}, UNNEST(lines) AS l(line)), UNNEST(generate_series(time_bucket(${step}, t) - ${step}, t, ${step})) AS hop(w) GROUP BY ALL`,
    'line 1, column 237: the column of windows is grouped by, and this can fail for a row, which would be in no group; write TRY_CAST, and numbers as HUGEINT, where it is computed',
  ],
  [
    'events counted in hopping windows of their elements',
    `SELECT store, w, count(DISTINCT _identity) AS n FROM (SELECT store, _identity, TRY_CAST(line.note AS TIMESTAMPTZ) AS t FROM ${sale}, UNNEST(lines) AS l(line)), UNNEST(generate_series(time_bucket(${step}, t) - ${step}, t, ${step})) AS hop(w) GROUP BY ALL`,
    'line 1, column 18: elements of one list can lie in several panes of a hopping window, and their event would be counted in each; write count(*), or hopping windows of _event_time',
  ],
  [
    'trailing spans of windows that overlap',
    over(hour).replace("'retain'", "'trailing': {'1h': '1h'}, 'retain'"),
    '"trailing" in config(meta=…) adds up windows that follow one another, of at most a day; leave it out',
  ],
  [
    'a span of days for windows of months',
    `{{ config(meta={'span': '30d', 'retain': '365d'}) }} SELECT store, date_trunc('month', _event_time) AS m, count(*) AS n FROM ${sale} GROUP BY ALL`,
    '"span" in config(meta=…) is 30d; write a whole number of windows of 1mo',
  ],
  [
    'a window over very many documents',
    over(hour.replaceAll('5 minutes', '1 minute')).replace("'span': '1d'", "'span': '1m'"),
    '"span" in config(meta=…) is 1m, and a window of 52m would be read from more than 32 documents; write a longer one',
  ],
]);
