import { expect, test } from 'vitest';
import type { EventType, Expectation } from '../../src/catalog/catalog.ts';
import { heldIn } from '../../src/flow/expectations.ts';

const expectation = (name: string, action: Expectation['action']): Expectation => ({
  ...{ name, action },
  expect: true,
});

const sale: EventType = {
  ...{
    name: 'sale',
    table: 'pos_sale',
    description: '',
    schema: {},
    key: ['id'],
    time: '/at',
    identity: null,
  },
  expectations: [
    expectation('adds_up', 'drop'),
    expectation('is_recent', 'warn'),
    expectation('is_positive', 'drop'),
  ],
};

test('each saw what became valid, and what it or a later one dropped', () => {
  const tally = {
    'valid pos_sale': 80,
    'dropped pos_sale adds_up': 10,
    'warned pos_sale is_recent': 20,
    'dropped pos_sale is_positive': 10,
    'dropped pos_void is_positive': 99,
  };
  expect(Object.fromEntries(heldIn(tally, sale))).toEqual({
    adds_up: { evaluated: 100, failed: 10, passRate: 0.9 },
    is_recent: { evaluated: 90, failed: 20, passRate: 0.7778 },
    is_positive: { evaluated: 90, failed: 10, passRate: 0.8889 },
  });
});

test('of what was not looked at there is no rate', () => {
  expect(heldIn({}, sale).get('adds_up')).toEqual({ evaluated: 0, failed: 0, passRate: null });
});
