import { expect, test } from 'vitest';
import { grants } from './grants.ts';
import { readTemplate, templates } from './template.ts';

/** Everything that anyone may do. What is not here, nobody may. */
const ofTheApps = `
ingest: Azure Event Hubs Data Receiver on the Event Hubs namespace
ingest: Monitoring Metrics Publisher on Application Insights
ingest: Storage Blob Data Contributor on container lake
ingest: Storage Blob Data Owner on the host account
ingest: Storage Table Data Contributor on table pulse
ingest: Storage Table Data Contributor on the host account
maintain: Azure Event Hubs Data Receiver on the Event Hubs namespace
maintain: Azure Event Hubs Data Sender on the Event Hubs namespace
maintain: Cosmos DB Built-in Data Contributor on database assay
maintain: Monitoring Metrics Publisher on Application Insights
maintain: Storage Blob Data Contributor on container lake
maintain: Storage Blob Data Owner on the host account
maintain: Storage Queue Data Contributor on queue replay-steps
maintain: Storage Queue Data Contributor on queue replay-steps-poison
maintain: Storage Table Data Contributor on table claims
maintain: Storage Table Data Contributor on table ledger
maintain: Storage Table Data Contributor on table pulse
maintain: Storage Table Data Contributor on table replays
maintain: Storage Table Data Contributor on the host account
maintain: Storage Table Data Reader on table registry
refine: Azure Event Hubs Data Receiver on the Event Hubs namespace
refine: Cosmos DB Built-in Data Contributor on database assay
refine: Monitoring Metrics Publisher on Application Insights
refine: Storage Blob Data Contributor on container lake
refine: Storage Blob Data Owner on the host account
refine: Storage Table Data Contributor on table claims
refine: Storage Table Data Contributor on table pulse
refine: Storage Table Data Contributor on the host account
refine: Storage Table Data Reader on table registry
serve: Azure Event Hubs Data Receiver on the Event Hubs namespace
serve: Cosmos DB Built-in Data Reader on database assay
serve: Monitoring Metrics Publisher on Application Insights
serve: Storage Blob Data Owner on the host account
serve: Storage Blob Data Reader on container lake
serve: Storage Queue Data Message Sender on queue replay-steps
serve: Storage Table Data Contributor on table pulse
serve: Storage Table Data Contributor on table registry
serve: Storage Table Data Contributor on table replays
serve: Storage Table Data Contributor on the host account
serve: Storage Table Data Reader on table ledger
systemTopics: Storage Blob Data Contributor on container dead-letters
topics: Storage Blob Data Contributor on container dead-letters
`;

const relational = ['customers', 'inventory', 'loyalty', 'pricing', 'procurement', 'warehouse'];
const ofDebezium = relational.flatMap(source => [
  `debezium-${source}: Azure Event Hubs Data Sender on eventhub ${source}`,
  `debezium-${source}: Key Vault Secrets User on secret ${source}-password`,
  `debezium-${source}: Key Vault Secrets User on secret ${source}-user`,
]);

const lines = (text: string) => text.trim().split('\n');

test('in dev, each app holds exactly the roles that it needs, by id', () => {
  expect(grants(readTemplate('dev'))).toEqual(lines(ofTheApps));
});

test('in prod, each app and each Debezium Server holds exactly the roles that it needs, by id', () => {
  expect(grants(readTemplate('prod'))).toEqual([...lines(ofTheApps), ...ofDebezium].sort());
});

test('sizes change nobody’s rights: ten times prod has the rights of prod', () => {
  expect(grants(readTemplate('tenfold'))).toEqual(grants(readTemplate('prod')));
});

test.for(templates)(
  'in $environment nothing of this project may send events but Debezium, and maintain for replays',
  template => {
    const senders = grants(template).filter(grant => grant.includes('Event Hubs Data Sender'));
    expect(senders.filter(grant => !grant.startsWith('debezium-'))).toEqual([
      'maintain: Azure Event Hubs Data Sender on the Event Hubs namespace',
    ]);
    expect(grants(template).filter(grant => grant.includes('Event Hubs Data Owner'))).toEqual([]);
  },
);
