import { expect, test } from 'vitest';
import { ofType, templates } from './template.ts';

test.for(templates)('$environment tells people of each of these, with what it means', template => {
  const alerts = [
    ...ofType(template, 'Microsoft.Insights/metricAlerts'),
    ...ofType(template, 'Microsoft.Insights/scheduledQueryRules'),
  ];
  const prefix = /^assay-\w+-/;
  expect(alerts.map(({ name }) => name.replace(prefix, '')).sort()).toEqual([
    'api-answers-5xx',
    'batches-fail',
    'claims-throttle',
    'committer-stands-still',
    'consumers-lag',
    'cosmos-throttles',
    'event-hubs-throttles',
    'inbox-dead-letters',
    'ledger-does-not-add-up',
    'replay-dead-letters',
  ]);
  for (const { name, properties } of alerts) {
    expect(properties.description, name).toMatch(/\.$/);
    const actions =
      properties.actions.actionGroups ??
      properties.actions.map((action: { actionGroupId: string }) => action.actionGroupId);
    expect(actions, name).toEqual([expect.stringContaining('/actionGroups/ag-assay-')]);
  }
});

test.for(templates)('no query of $environment has a placeholder left', template => {
  for (const { name, properties } of ofType(template, 'Microsoft.Insights/scheduledQueryRules'))
    for (const { query } of properties.criteria.allOf) expect(query, name).not.toMatch(/\{\w+\}/);
});
