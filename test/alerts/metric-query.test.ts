import { expect, test } from 'vitest';
import { queryOf } from './metric-alerts.ts';
import { type MetricRow, runMetricQuery } from './metric-query.ts';

const row = (Name: string, Sum: number, Properties: MetricRow['Properties'] = {}): MetricRow => ({
  ...{ Name, Sum, Properties },
});
const partition = { 'messaging.destination.name': 'pos', 'messaging.destination.partition.id': '3' };
const refused = { 'messaging.destination.name': 'pos', 'assay.reason': 'schema_violation' };

test('the quarantine grows when more than a hundred events of a hub had one reason, in however many exports', () => {
  const query = queryOf('quarantine-grows');
  const half = row('assay.quarantine.events', 50, refused);
  const other = row('assay.quarantine.events', 90, { ...refused, 'assay.reason': 'unknown_type' });
  expect(runMetricQuery(query, [half, half, other])).toEqual([]);
  expect(runMetricQuery(query, [half, half, row('assay.quarantine.events', 1, refused), other])).toEqual([
    { hub: 'pos', reason: 'schema_violation', events: 101 },
  ]);
});

test('the ledger does not add up as soon as one coordinate does not', () => {
  const query = queryOf('ledger-does-not-add-up');
  expect(runMetricQuery(query, [row('assay.ledger.difference', 0, partition)])).toEqual([]);
  expect(runMetricQuery(query, [row('assay.ledger.difference', 6, partition)])).toEqual([
    { hub: 'pos', partition: '3', difference: 6 },
  ]);
});

test.for([
  ['events-wait', 'assay.ledger.oldest_unprocessed.age', 600, { hub: 'pos', partition: '3', seconds: 601 }],
  ['replay-fails', 'assay.replays.failed', 0, { replays: 1 }],
  ['replay-struggles', 'assay.replays.struggling', 0, { replays: 1 }],
  ['replay-steps-poisoned', 'assay.replays.poisoned_messages', 0, { messages: 1 }],
] as const)('%s fires when %s is above %i', ([alert, name, most, named]) => {
  expect(runMetricQuery(queryOf(alert), [])).toEqual([]);
  expect(runMetricQuery(queryOf(alert), [row(name, most, partition)])).toEqual([]);
  expect(runMetricQuery(queryOf(alert), [row(name, most + 1, partition)])).toEqual([named]);
});

test('a query that this evaluator does not know is refused', () => {
  expect(() => runMetricQuery('AppTraces | take 1', [])).toThrow('the table must be AppMetrics');
  expect(() => runMetricQuery('AppMetrics\n| take 1', [])).toThrow('unknown: "take 1"');
});
