// What keeps a local host from passing events over: no checkpoint is ever written behind events that it did not deliver.

import {
  earliestEventPosition,
  type PartitionContext,
  type ReceivedEventData,
  RetryMode,
} from '@azure/event-hubs';
import { beforeEach, expect, test } from 'vitest';
import type {
  CoreInvocationContext,
  ProgrammingModel,
  TypedData,
} from '../../../local/functions-host/core-types.ts';
import { EventHubPartition } from '../../../local/functions-host/event-hub-partition.ts';
import type { EventHubSettings } from '../../../local/functions-host/event-hub-settings.ts';
import { hostedFunction } from '../../../local/functions-host/hosted-function.ts';
import { Invocations } from '../../../local/functions-host/invoke.ts';
import { workerState } from '../../../local/functions-host/worker-state.ts';
import { until } from './host-process.ts';

const delivered: unknown[] = [];
const checkpoints: number[] = [];
const logger = { enabled: () => false, log: () => undefined };

/** The app's side: a function that keeps the bodies it is given. */
const model = {
  getInvocationModel: (core: CoreInvocationContext) => ({
    getArguments: async () => ({ context: core, inputs: [core.request.inputData[0]?.data] }),
    invokeFunction: async (_context: unknown, [input]: TypedData[]) => {
      delivered.push(...(input?.collectionString?.string ?? []).map(Number));
    },
    getResponse: async () => ({}),
  }),
} as unknown as ProgrammingModel;

beforeEach(() => {
  workerState.model = model;
  delivered.length = 0;
  checkpoints.length = 0;
});

const settings: EventHubSettings = {
  ...{ maxEventBatchSize: 100, minEventBatchSize: 1, maxWaitMs: 50, prefetchCount: 100 },
  ...{ batchCheckpointFrequency: 1, loadBalancingMs: 1000, ownershipExpirationMs: 5000 },
  startPosition: earliestEventPosition,
  retry: {
    ...{ maxRetries: 0, retryDelayInMs: 1, maxRetryDelayInMs: 1, timeoutInMs: 1000 },
    mode: RetryMode.Fixed,
  },
};

const registered = {
  metadata: { name: 'keep', bindings: { events: { type: 'eventHubTrigger', cardinality: 'many' } } },
  callback: () => undefined,
};

function open({ next, begin = 0, minEventBatchSize = 1 }: Opening): EventHubPartition {
  const context = {
    ...{ fullyQualifiedNamespace: 'local', eventHubName: 'hub', consumerGroup: 'bronze', partitionId: '1' },
    updateCheckpoint: async ({ sequenceNumber }: ReceivedEventData) => {
      checkpoints.push(sequenceNumber);
    },
  } as PartitionContext;
  const work = {
    ...{ fn: hostedFunction(registered), settings: { ...settings, minEventBatchSize }, logger },
    invocations: new Invocations(logger),
  };
  return new EventHubPartition(context, work, { next, begin: async () => begin });
}

type Opening = { next?: number | undefined; begin?: number; minEventBatchSize?: number };

const events = (first: number, last: number) =>
  Array.from({ length: last + 1 - first }, (_, i): ReceivedEventData => {
    const sequenceNumber = first + i;
    return {
      ...{ body: Buffer.from(String(sequenceNumber)), sequenceNumber, offset: String(sequenceNumber) },
      ...{ enqueuedTimeUtc: new Date(0), partitionKey: null },
      getRawAmqpMessage: () => ({ body: undefined }) as never,
    };
  });

const skipped = expect.objectContaining({ retryable: false, message: expect.stringContaining('went from') });

test('a partition whose held events were dropped takes no more, and checkpoints nothing behind them', async () => {
  const partition = open({ next: 26, minEventBatchSize: 10 });
  await partition.receive(events(26, 26));
  await until(() => checkpoints.length === 1);
  await partition.receive(events(27, 31));
  await partition.close();
  // A client that goes on with the closed partition is told to end it.
  await expect(partition.receive(events(32, 60))).rejects.toMatchObject({ retryable: false });
  expect(delivered).toEqual([26]);
  expect(checkpoints).toEqual([26]);
});

test('a batch in flight while its partition is closed writes no checkpoint over those of the next owner', async () => {
  const partition = open({ next: 0 });
  const received = partition.receive(events(0, 9)).catch(() => undefined);
  await partition.close();
  await received;
  expect(checkpoints).toEqual([]);
});

test('a first event beyond the checkpoint is refused: a client may begin a session behind deliveries that it lost', async () => {
  const partition = open({ next: 26 });
  await expect(partition.receive(events(32, 40))).rejects.toEqual(skipped);
  expect(delivered).toEqual([]);
});

test('so is one beyond what was delivered before', async () => {
  const partition = open({ next: 0 });
  await partition.receive(events(0, 25));
  await expect(partition.receive(events(32, 40))).rejects.toEqual(skipped);
  expect(checkpoints).toEqual([25]);
});

test('events that the hub let go are no gap, and events that come again are taken', async () => {
  const partition = open({ next: 26, begin: 32 });
  await partition.receive(events(32, 40));
  await partition.receive(events(35, 50));
  expect(checkpoints).toEqual([40, 50]);
});
