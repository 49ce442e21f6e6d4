import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostProcess, startHost, until } from './host-process.ts';
import { HubFixture } from './hub-fixture.ts';

let fixture: HubFixture;
let host: HostProcess;
beforeAll(async () => {
  fixture = await HubFixture.start([
    { name: 'shapes', partitions: 1, consumerGroups: ['many', 'one', 'raw'] },
  ]);
  await fixture.send('shapes', [
    {
      body: { Kind: 'json', n: 1 },
      contentType: 'application/json',
      properties: { 'Produced-At': 't', count: 2 },
    },
    { body: Buffer.from('123'), messageId: 'm-2' },
    { body: Buffer.from('not json') },
  ]);
  host = await startHost({ main: 'hub-shapes.ts', env: fixture.env('Shapes') });
});
afterAll(async () => {
  await host?.stop();
  await fixture.stop();
});

const shown = async (name: string, count: number) => {
  const said = await until(() => host.said(name).length >= count && host.said(name));
  return said.map(line => JSON.parse(line));
};

test('a batch has its bodies parsed where they are JSON, and the metadata arrays of the real host', async () => {
  const [batch] = await shown('many', 1);
  expect(batch.bodies).toEqual([{ Kind: 'json', n: 1 }, 123, 'not json']);
  const { metadata } = batch;
  expect(Object.keys(metadata).sort()).toEqual([
    'enqueuedTimeUtcArray',
    'offsetArray',
    'partitionContext',
    'partitionKeyArray',
    'propertiesArray',
    'sequenceNumberArray',
    'systemPropertiesArray',
    'triggerPartitionContext',
  ]);
  expect(metadata.partitionContext).toEqual({
    isCheckpointingAfterInvocation: true,
    fullyQualifiedNamespace: '127.0.0.1',
    eventHubName: 'Shapes',
    consumerGroup: 'many',
    partitionId: '0',
  });
  expect(metadata.sequenceNumberArray).toEqual([0, 1, 2].map(low => ({ low, high: 0, unsigned: false })));
  expect(metadata.offsetArray.every((offset: unknown) => typeof offset === 'number')).toBe(true);
  expect(metadata.enqueuedTimeUtcArray[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?$/);
  expect(metadata.partitionKeyArray).toEqual(['', '', '']);
  expect(metadata.propertiesArray[0]).toEqual({ 'produced-At': 't', count: 2 });
  expect(metadata.systemPropertiesArray[0]).toMatchObject({
    'content-type': 'application/json',
    'x-opt-sequence-number': 0,
    sequenceNumber: 0,
    partitionKey: null,
  });
  expect(metadata.systemPropertiesArray[1]['message-id']).toBe('m-2');
});

test('one event at a time has plain metadata, with its own fields merged in', async () => {
  const [first, second, third] = await shown('one', 3);
  expect([first.bodies, second.bodies, third.bodies]).toEqual([{ Kind: 'json', n: 1 }, 123, 'not json']);
  expect(first.metadata).toMatchObject({ sequenceNumber: 0, kind: 'json', n: 1 });
  expect(second.metadata.sequenceNumber).toBe(1);
});

test('dataType binary hands over the raw bytes', async () => {
  const [batch] = await shown('raw', 1);
  expect(batch.bodies).toEqual([
    [true, '{"Kind":"json","n":1}'],
    [true, '123'],
    [true, 'not json'],
  ]);
});

test('owners and checkpoints are blobs in the layout of the real extension', async () => {
  await until(async () => Object.keys(await fixture.blobs('127.0.0.1/shapes/many/')).length === 2);
  const blobs = await fixture.blobs('127.0.0.1/shapes/many/');
  const offset = (await shown('many', 1))[0].metadata.offsetArray[2];
  expect(blobs['127.0.0.1/shapes/many/checkpoint/0']).toEqual({
    sequencenumber: '2',
    offset: String(offset),
  });
  expect(Object.keys(blobs['127.0.0.1/shapes/many/ownership/0'] ?? {})).toEqual(['ownerid']);
});
