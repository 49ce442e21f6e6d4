import { describe, expect, test } from 'vitest';
import { MIX } from '../../../local/sources/mix.ts';
import { bodyOf, simulate } from './streams.ts';

const texts = (events: ReturnType<typeof simulate>): string[] =>
  events.map(
    ({ hub, partitionKey, body, truth }) =>
      `${hub} ${partitionKey} ${body.toString('latin1')} ${JSON.stringify(truth)}`,
  );

describe('a stream', () => {
  test('is the same for the same seed, and another for another', () => {
    const first = texts(simulate(5_000));
    expect(texts(simulate(5_000))).toEqual(first);
    expect(texts(simulate(5_000, { seed: 2 }))).not.toEqual(first);
  });

  test('has no identity in common with another run of the same seed', () => {
    const identities = (run: string, startMs: number): string[] =>
      simulate(5_000, { run, startMs }).map(({ truth }) => truth.identity);
    const first = new Set(identities('A', 1_760_000_000_000));
    expect(identities('B', 1_760_000_600_000).filter(identity => first.has(identity))).toEqual([]);
  });

  test('gives each source its share of the events', () => {
    const count = 50_000;
    const events = simulate(count);
    for (const { source, percent } of MIX) {
      const share = (100 * events.filter(event => event.source === source).length) / count;
      expect(Math.abs(share - percent), source).toBeLessThan(0.4);
    }
  });

  test('makes only what was asked for', () => {
    const events = simulate(2_000, { sources: ['pos', 'loyalty'] });
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['pos', 'loyalty']));
    expect(() => simulate(1, { sources: ['tills'] })).toThrow('"tills" is not a source');
  });

  test('keeps to the shares of faults', () => {
    const events = simulate(50_000, { duplicates: 0.05, late: 0.05, outOfOrder: 0.05, invalid: 0.05 });
    const share = (wanted: (event: (typeof events)[number]) => boolean): number =>
      events.filter(wanted).length / events.length;
    expect(share(({ truth }) => truth.kind === 'duplicate')).toBeCloseTo(0.043, 1);
    expect(share(({ truth }) => truth.kind === 'invalid')).toBeCloseTo(0.048, 1);
    expect(share(({ truth }) => truth.late)).toBeCloseTo(0.048, 1);
    expect(share(({ truth }) => truth.outOfOrder)).toBeCloseTo(0.04, 1);
    const clean = simulate(5_000, { duplicates: 0, late: 0, outOfOrder: 0, invalid: 0 });
    expect(clean.every(({ truth }) => truth.kind === 'valid' && !truth.late && !truth.outOfOrder)).toBe(true);
  });

  test('repeats a duplicate byte for byte, under the same key, some of them much later', () => {
    const events = simulate(60_000);
    const duplicates = events.filter(({ truth }) => truth.kind === 'duplicate');
    expect(duplicates.length).toBeGreaterThan(500);
    for (const { index, body, partitionKey, hub, truth } of duplicates) {
      const original = events[truth.repeats ?? -1];
      expect(original?.index).toBeLessThan(index);
      expect(original?.body.equals(body)).toBe(true);
      expect(original).toMatchObject({
        partitionKey,
        hub,
        truth: { kind: 'valid', identity: truth.identity },
      });
    }
    expect(duplicates.some(({ index, truth }) => index - (truth.repeats ?? index) > 5_000)).toBe(true);
  });

  test('never uses an identity twice, but for duplicates', () => {
    const identities = simulate(60_000).flatMap(({ truth }) =>
      truth.kind === 'duplicate' ? [] : [truth.identity],
    );
    expect(new Set(identities).size).toBe(identities.length);
  });
});

describe('between the sources', () => {
  const events = simulate(40_000, { duplicates: 0, late: 0, outOfOrder: 0, invalid: 0 });
  const dataOf = (table: string): Record<string, unknown>[] =>
    events
      .filter(({ truth }) => truth.table === table)
      .map(event => bodyOf(event).data as Record<string, unknown>);

  test('payments follow the sales and orders that they pay', () => {
    const totals = new Map(
      [...dataOf('pos_sale'), ...dataOf('ecommerce_order')].map(sale => [sale.paymentId, sale.totalMinor]),
    );
    const payments = dataOf('payments_authorised');
    const matching = payments.filter(payment => totals.get(payment.paymentId) === payment.amountMinor);
    expect(matching.length / payments.length).toBeGreaterThan(0.9);
  });

  test('shipments go through their steps in order', () => {
    const steps = new Map<unknown, string[]>();
    for (const event of events.filter(({ source }) => source === 'fulfilment')) {
      const { shipmentId } = bodyOf(event).data as { shipmentId: string };
      steps.set(shipmentId, [...(steps.get(shipmentId) ?? []), event.truth.table.replace('fulfilment_', '')]);
    }
    const whole = 'shipment,picked,dispatched,delivered';
    for (const taken of steps.values()) expect(whole.startsWith(taken.join(','))).toBe(true);
    expect([...steps.values()].some(taken => taken.length === 4)).toBe(true);
  });

  test('a sale of a live store takes its units off the stock', () => {
    const lines = new Map<string, number[]>();
    for (const sale of dataOf('pos_sale') as {
      storeId: string;
      lines: { sku: string; quantity: number }[];
    }[]) {
      for (const { sku, quantity } of sale.lines) {
        const key = `${sale.storeId}:${sku}`;
        lines.set(key, [...(lines.get(key) ?? []), quantity]);
      }
    }
    const updates = events
      .filter(({ source }) => source === 'inventory')
      .map(event => ({ key: event.partitionKey, body: bodyOf(event) }));
    const taken = updates.flatMap(({ key, body }) => {
      const before = body.before as { on_hand: number } | null;
      const after = body.after as { on_hand: number } | null;
      const units = before && after ? before.on_hand - after.on_hand : 0;
      return units > 1 && !key.startsWith('0900') ? [{ key, units }] : [];
    });
    expect(taken.length).toBeGreaterThan(5);
    for (const { key, units } of taken) expect(lines.get(key)).toContain(units);
  });
});
