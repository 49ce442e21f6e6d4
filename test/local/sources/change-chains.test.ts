import { describe, expect, test } from 'vitest';
import { MIX } from '../../../local/sources/mix.ts';
import { catalogSources } from './catalog-files.ts';
import { bodyOf, type ChangeBody, type Row, simulate } from './streams.ts';

const relational = MIX.filter(({ encoding }) => encoding === 'debezium').map(({ source }) => source);
const keys = new Map(
  catalogSources().flatMap(({ types }) =>
    Object.values(types).map(({ table, key }) => [table, key] as const),
  ),
);

/** A text that sorts as the log does. */
function position({ source }: ChangeBody): string {
  const wide = (value: unknown): string => String(value).padStart(20, '0');
  if (source.connector === 'postgresql') return wide(source.lsn);
  if (source.connector === 'sqlserver')
    return `${String(source.change_lsn)}/${String(source.event_serial_no)}`;
  return `${String(source.file)}/${wide(source.pos)}/${wide(source.row)}`;
}

describe.each(relational)('the changes of %s', source => {
  // Invalid, late and repeated events among them must not break the chains.
  const events = simulate(30_000, { sources: [source], invalid: 0.02 });
  const changes = events
    .filter(({ truth }) => truth.kind === 'valid')
    .map(event => ({ table: event.truth.table, body: bodyOf(event) as unknown as ChangeBody }));

  test('carry as before-image what the change before left', () => {
    const rows = new Map<string, Row | null>();
    let followed = 0;
    for (const { table, body } of changes) {
      const row = body.after ?? body.before ?? {};
      const key = [table, ...(keys.get(table) ?? []).map(column => row[column])].join('|');
      const last = rows.get(key);
      if (last !== undefined) followed++;
      expect(body.before).toEqual(last ?? null);
      expect(body.before === null).toBe(body.op === 'c' || body.op === 'r');
      expect(body.after === null).toBe(body.op === 'd');
      rows.set(key, body.after);
    }
    expect(followed).toBeGreaterThan(100);
  });

  test('have positions that only grow', () => {
    const positions = changes.map(({ body }) => position(body));
    expect(positions).toEqual([...positions].sort());
    expect(new Set(positions).size).toBe(positions.length);
  });

  test('have inserts or snapshot reads, updates and deletes', () => {
    const ops = new Set(changes.map(({ body }) => body.op));
    expect(ops).toContain('u');
    expect(ops).toContain('d');
    expect(ops.has('c') || ops.has('r')).toBe(true);
  });
});

// Each change of the customer master is a transaction of its own.
test.each(relational.filter(source => source !== 'customers'))(
  '%s has transactions of several changes',
  source => {
    const orders = simulate(5_000, { sources: [source], duplicates: 0, invalid: 0 }).map(
      event => (bodyOf(event) as unknown as ChangeBody).transaction?.total_order,
    );
    expect(orders).toContain(1);
    expect(orders).toContain(2);
  },
);
