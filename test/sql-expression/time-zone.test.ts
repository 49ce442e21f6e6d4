import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromLocal, timeZone, utcToLocal } from '../../src/sql-expression/time-zone.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

/** Every 20 minutes of the days on which clocks change somewhere, and one time a month from 1900. */
const moments = `SELECT epoch_us(t) AS us FROM (
  SELECT unnest(generate_series(TIMESTAMP '1900-01-15 12:34:56', TIMESTAMP '2050-01-01', INTERVAL 1 MONTH)) AS t
  UNION ALL SELECT day + INTERVAL (n * 20) MINUTES FROM range(144) AS steps(n), (VALUES
    (TIMESTAMP '2024-03-30 12:00:00'), (TIMESTAMP '2024-10-26 12:00:00'), (TIMESTAMP '2024-03-09 18:00:00'),
    (TIMESTAMP '2024-11-02 18:00:00'), (TIMESTAMP '2024-04-06 06:00:00'), (TIMESTAMP '2024-10-05 06:00:00'),
    (TIMESTAMP '1968-10-26 12:00:00'), (TIMESTAMP '1971-10-30 12:00:00'), (TIMESTAMP '2037-03-28 12:00:00')
  ) AS days(day)
)`;

test.for([
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
])("local times of %s are DuckDB's, also where clocks change", async name => {
  const zone = timeZone(name);
  if (!zone) throw new Error(`there is no zone ${name}`);
  const rows = await judge.run(
    `SELECT us::VARCHAR, epoch_us(make_timestamp(us)::TIMESTAMPTZ AT TIME ZONE '${name}')::VARCHAR,
      epoch_us(make_timestamp(us) AT TIME ZONE '${name}')::VARCHAR FROM (${moments})`,
  );
  const wrong = rows.filter(([us, local, instant]) => {
    const micros = Number(us);
    return utcToLocal(zone, micros) !== Number(local) || fromLocal(zone, micros) !== Number(instant);
  });
  expect(rows.length).toBeGreaterThan(3000);
  expect(wrong).toEqual([]);
});

test('there are no zones of other names', () => {
  expect(['nowhere', '+02:00', ''].map(timeZone)).toEqual([null, null, null]);
});
