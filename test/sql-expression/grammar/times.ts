// Dates, times, intervals, and the units that they are cut by. In a rule, {kind} stands for any expression of that kind.

import type { Grammar } from './grammar.ts';

const quoted = (names: string) => names.split(' ').map(name => `'${name}'`);

const clock = 'hour minute second millisecond';
const calendar = 'year quarter month week day';

export const times = {
  datepart: {
    leaves: quoted(`${calendar} ${clock} microsecond dow isodow doy isoyear century decade yearweek era`),
    rules: [],
  },
  unit: { leaves: quoted(`${calendar} ${clock} decade isoyear`), rules: [] },
  exactunit: { leaves: quoted('week day hour minute second'), rules: [] },
  cut: { leaves: quoted(`${calendar} ${clock} decade century isoyear`), rules: [] },
  width: {
    leaves: [
      "INTERVAL '15 minutes'",
      "INTERVAL '1 hour'",
      "INTERVAL '1 day'",
      "INTERVAL '1 week'",
      "INTERVAL '1 month'",
      "INTERVAL '3 months'",
      "INTERVAL '36 hours'",
      'INTERVAL 7 DAYS',
    ],
    rules: [],
  },
  zone: { leaves: ["'Europe/London'", "'UTC'", "'America/New_York'", "'Asia/Kolkata'"], rules: [] },
  day: {
    leaves: ['day', "DATE '2024-02-29'"],
    rules: [
      'CAST({time} AS DATE)',
      'CAST(tt AS DATE)',
      'last_day({day})',
      'make_date({small} + 2023, {small} + 2, {small} + 28)',
      '({day} + {small})',
      'time_bucket({width}, {day})',
      'coalesce({day}, {day})',
    ],
  },
  at: {
    leaves: ['ts', "TIMESTAMP '2024-10-27 01:30:00'"],
    rules: [
      '({day} + {interval})',
      '({at} - {interval})',
      'date_trunc({cut}, {at})',
      'make_timestamp(2024, {small}, {small}, 3, 4, {double})',
      'epoch_ms({small} * 100000000000)',
      'date_add({day}, {interval})',
      "({day} + TIME '10:20:30')",
      'date_trunc({cut}, {day})',
      'time_bucket({width}, {at})',
      "time_bucket({width}, {at}, TIMESTAMP '2021-05-06 07:08:09')",
      "time_bucket({width}, {at}, INTERVAL '90 minutes')",
      'CAST(tt AS TIMESTAMP)',
      'CAST({tz} AS TIMESTAMP)',
      '({tz} AT TIME ZONE {zone})',
    ],
  },
  tz: {
    leaves: ['tz', "TIMESTAMPTZ '2024-03-31 01:30:00+00'"],
    rules: [
      '({tz} + {interval})',
      'date_trunc({cut}, {tz})',
      'time_bucket({width}, {tz})',
      'time_bucket({width}, {tz}, {zone})',
      'CAST(tt AS TIMESTAMPTZ)',
      'CAST({at} AS TIMESTAMPTZ)',
      '({at} AT TIME ZONE {zone})',
      'to_timestamp(epoch({time}))',
      'date_add({tz}, {interval})',
    ],
  },
  time: { leaves: [], rules: ['{at}', '{tz}'] },
  interval: {
    leaves: ['iv', "INTERVAL '1 month'", 'INTERVAL 90 MINUTES', "INTERVAL '-1 day 2 hours'"],
    rules: [
      '({interval} + {interval})',
      '({at} - {at})',
      'to_days({small})',
      '(iv * 2)',
      'to_hours({int})',
      'to_months(si)',
      'to_years(i)',
      'to_weeks(i)',
      'to_seconds({decimal})',
      'to_milliseconds(m)',
      '(iv * {small})',
      '(- {interval})',
    ],
  },
} satisfies Grammar;
