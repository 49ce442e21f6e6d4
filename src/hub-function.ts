// Registers one Event Hubs function for each source of the catalog: a thirteenth source needs no code.

import { app } from '@azure/functions';
import { getPlatform, type Platform } from './compose/platform.ts';
import { readRoles } from './config.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { EventBatch } from './events/raw-event.ts';
import { parseTriggerBatch } from './events/trigger-batch.ts';
import { readCatalog } from './package-files.ts';

/** The binding's own setting, which the package's types leave out: bodies come as the bytes they are. */
const rawBodies = { dataType: 'binary' };

type HubRole = keyof typeof consumerGroups;

/**
 * The retry policy has no end, because the trigger checkpoints a batch once its retries are used up: an event that is
 * wrong goes to quarantine, so what makes a batch fail is a dependency, and that is waited for.
 */
export function registerHubFunctions(
  role: HubRole,
  handle: (platform: Platform, batch: EventBatch, host?: string) => Promise<void>,
): void {
  if (!readRoles(process.env).has(role)) return;
  for (const { name, hub } of readCatalog().sources) {
    app.eventHub(`${role}-${name}`, {
      connection: 'EventHubs',
      eventHubName: hub,
      consumerGroup: consumerGroups[role],
      cardinality: 'many',
      ...rawBodies,
      retry: {
        strategy: 'exponentialBackoff',
        maxRetryCount: -1,
        // Whole seconds: the package rounds, and from none at all an exponential wait never grows. The longest is what an
        // outage may add to its own length.
        minimumInterval: { seconds: 1 },
        maximumInterval: { seconds: 10 },
      },
      handler: (bodies, context) =>
        handle(
          getPlatform(),
          parseTriggerBatch(hub, bodies, context.triggerMetadata ?? {}),
          context.traceContext?.traceParent,
        ),
    });
  }
}
