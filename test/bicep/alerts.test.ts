import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    'events-wait',
    'inbox-dead-letters',
    'ledger-does-not-add-up',
    'quarantine-grows',
    'replay-dead-letters',
    'replay-fails',
    'replay-steps-poisoned',
    'replay-struggles',
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

const runbooks = join(import.meta.dirname, '..', '..', 'docs', 'runbooks');

test.for(templates)(
  'every alert of $environment leads to its runbook, and every runbook is of an alert',
  template => {
    const alerts = [
      ...ofType(template, 'Microsoft.Insights/metricAlerts'),
      ...ofType(template, 'Microsoft.Insights/scheduledQueryRules'),
    ];
    const named = alerts.map(
      ({ properties }) => /docs\/runbooks\/([\w-]+\.md)\.$/.exec(properties.description)?.[1],
    );
    expect(named.sort()).toEqual(readdirSync(runbooks).sort());
    for (const { name, properties } of alerts)
      expect(properties.description, name).toContain(`/${name.replace(/^assay-\w+-/, '')}.md`);
  },
);

test.for(readdirSync(runbooks))('the runbook %s says what it means, how to see it, and what to do', file => {
  const text = readFileSync(join(runbooks, file), 'utf8');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([file.replace('.md', ''), 'What it means', 'How to see it', 'What to do']);
  for (const [, linked] of text.matchAll(/\]\(([\w-]+\.md)\)/g))
    expect(readdirSync(runbooks)).toContain(linked);
});
