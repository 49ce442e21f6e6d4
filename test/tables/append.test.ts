// Every admitted coordinate is appended once, whoever appends it, however often, and whatever the committer before died of.

import { describe, expect, test } from 'vitest';
import type { TableStore } from '../../src/delta/store.ts';
import type { AdmittedLane } from '../../src/ledger/commit.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { appendedLake, at, catalog, event } from './appended-lake.ts';
import { bronze, numbers } from './lake.ts';

const { lake, silverLane } = appendedLake();

/** One landed bronze file whose coordinates after `through` are admitted up to `last`. */
function bronzeLane(partitionId: string, through: number, first: number, last: number): AdmittedLane {
  const file = lake().land('bronze', partitionId, first, last, bronze(partitionId, first, last));
  return { hub: 'shop', partitionId, through, admitted: [{ file, first: through + 1, last }] };
}

const sequenceNumbers = 'SELECT list(sequence_number ORDER BY sequence_number) AS numbers FROM $table';
const asText = (list: number[]) => list.map(String);

describe('bronze', () => {
  test('has every admitted coordinate of overlapping files once, byte for byte', async () => {
    const { tables, append } = lake().open(catalog);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 12)]);
    await append('shop', 'bronze', [bronzeLane('0', 12, 8, 20)]);
    expect(await lake().rows(tables.get('bronze.shop'), sequenceNumbers)).toEqual([
      { numbers: asText(numbers(0, 20)) },
    ]);
    expect(
      await lake().rows(
        tables.get('bronze.shop'),
        'SELECT hex(body) AS body, enqueued_time, partition_key, properties, "offset", enqueued_date FROM $table WHERE sequence_number = 17',
      ),
    ).toEqual([
      {
        body: 'FF0011',
        enqueued_time: '2026-11-26 12:00:00.017+00',
        partition_key: 'odd',
        properties: '{"n":17}',
        offset: '1700',
        enqueued_date: '2026-11-26',
      },
    ]);
  });

  test('that was appended already is not appended again, however its ranges are cut', async () => {
    const { tables, append } = lake().open(catalog);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 9), bronzeLane('1', -1, 0, 4)]);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 9)]);
    await append('shop', 'bronze', [bronzeLane('0', -1, 0, 14), bronzeLane('1', -1, 0, 4)]);
    const counts = 'SELECT partition_id, count(*) AS n FROM $table GROUP BY ALL ORDER BY ALL';
    expect(await lake().rows(tables.get('bronze.shop'), counts)).toEqual([
      { partition_id: '0', n: '15' },
      { partition_id: '1', n: '5' },
    ]);
  });

  test('of four committers at once has every coordinate once', async () => {
    const committers = numbers(1, 4).map(() => lake().open(catalog));
    const ranges = [9, 14, 19, 24];
    await Promise.all(
      committers.map(({ append }, i) => append('shop', 'bronze', [bronzeLane('0', -1, 0, ranges[i] ?? 0)])),
    );
    const [first] = committers;
    const [{ numbers: found } = { numbers: [] }] = await lake().rows(
      first?.tables.get('bronze.shop'),
      sequenceNumbers,
    );
    const [append] = [first?.append];
    await append?.('shop', 'bronze', [bronzeLane('0', -1, 0, 24)]);
    expect(new Set(found as string[]).size).toBe((found as string[]).length);
    expect(await lake().rows(first?.tables.get('bronze.shop'), sequenceNumbers)).toEqual([
      { numbers: asText(numbers(0, 24)) },
    ]);
  });

  test('across midnight lies in the days of the events', async () => {
    const { tables, append } = lake().open(catalog);
    const file = lake().land('bronze', '0', 0, 9, bronze('0', 0, 9, Date.UTC(2026, 10, 27) - 5));
    await append('shop', 'bronze', [
      { hub: 'shop', partitionId: '0', through: -1, admitted: [{ file, first: 0, last: 9 }] },
    ]);
    const days = 'SELECT enqueued_date, count(*) AS n FROM $table GROUP BY ALL ORDER BY ALL';
    expect(await lake().rows(tables.get('bronze.shop'), days)).toEqual([
      { enqueued_date: '2026-11-26', n: '5' },
      { enqueued_date: '2026-11-27', n: '5' },
    ]);
  });
});

test('a committer that dies between two tables is followed by one that adds only what is missing', async () => {
  const outcomes: Outcome[] = numbers(0, 9).map(sequenceNumber =>
    sequenceNumber % 2
      ? { ...at, sequenceNumber, verdict: 'silver', event: event({ id: sequenceNumber }) }
      : {
          ...at,
          sequenceNumber,
          verdict: 'quarantined',
          rejection: { reason: 'malformed_body', detail: '', pointer: '' },
          body: Buffer.from('x'),
        },
  );
  const dying = (name: string, store: TableStore): TableStore =>
    name === 'quarantine'
      ? { ...store, put: async () => Promise.reject(new Error('the process was killed')) }
      : store;
  await expect(
    lake()
      .open(catalog, dying)
      .append('shop', 'silver', [silverLane(outcomes.slice(0, 6))]),
  ).rejects.toThrow('killed');
  const { tables, append } = lake().open(catalog);
  await append('shop', 'silver', [silverLane(outcomes)]);
  expect(
    await lake().rows(
      tables.get('silver.shop_sale'),
      'SELECT count(*) AS n, count(DISTINCT id) AS d FROM $table',
    ),
  ).toEqual([{ n: '5', d: '5' }]);
  expect(await lake().rows(tables.get('quarantine'), 'SELECT count(*) AS n FROM $table')).toEqual([
    { n: '5' },
  ]);
});
