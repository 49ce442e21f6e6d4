// A listener whose function keeps, for each partition of the hub "faulty", the last event up to which it got all.

import type {
  CoreInvocationContext,
  ProgrammingModel,
  TypedData,
} from '../../../local/functions-host/core-types.ts';
import { EventHubListener } from '../../../local/functions-host/event-hub-listener.ts';
import type { EventHubSettings } from '../../../local/functions-host/event-hub-settings.ts';
import { hostedFunction } from '../../../local/functions-host/hosted-function.ts';
import { Invocations } from '../../../local/functions-host/invoke.ts';
import { workerState } from '../../../local/functions-host/worker-state.ts';

type Metadata = {
  partitionContext: { int: { partitionId: string } };
  sequenceNumberArray: { collectionSint64: { sint64: { low: number }[] } };
};

export type Kept = {
  /** The last event of each partition up to which all were handed to the function. */
  through: Map<string, number>;
  passedOver: string[];
};

/** Every invocation in this process is kept from here on. */
export function keepEvents(): Kept {
  const kept: Kept = { through: new Map(), passedOver: [] };
  workerState.model = {
    getInvocationModel: ({ request }: CoreInvocationContext) => ({
      getArguments: async () => ({ context: request, inputs: [] }),
      invokeFunction: async () => {
        const metadata = request.triggerMetadata as unknown as Metadata & Record<string, TypedData>;
        const id = metadata.partitionContext.int.partitionId;
        for (const { low } of metadata.sequenceNumberArray.collectionSint64.sint64) {
          const last = kept.through.get(id) ?? -1;
          if (low > last + 1) kept.passedOver.push(`${id}: ${last + 1}–${low - 1}`);
          kept.through.set(id, Math.max(last, low));
        }
      },
      getResponse: async () => ({}),
    }),
  } as unknown as ProgrammingModel;
  return kept;
}

/** The connection strings of the namespace and of the storage that hosts share partitions by. */
export type KeepingListener = {
  connection: string;
  storage: string;
  instance: string;
  settings: EventHubSettings;
};

export function startKeepingListener(options: KeepingListener): EventHubListener {
  const logger = { enabled: () => false, log: () => undefined };
  const fn = hostedFunction({
    metadata: { name: 'keep', bindings: { events: { type: 'eventHubTrigger', cardinality: 'many' } } },
    callback: () => undefined,
  });
  const listener = new EventHubListener({
    ...options,
    ...{ fn, logger, invocations: new Invocations(logger) },
    ...{ eventHubName: 'faulty', consumerGroup: '$Default' },
  });
  listener.start();
  return listener;
}
