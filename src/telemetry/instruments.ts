// What each of this code's metrics is called outside: OpenTelemetry's messaging conventions where they have a name
// (opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics), `assay.…` where they have none.

import type { Labels } from '../metrics.ts';

export type Instrument = { name: string; unit: string; description: string };

const known: Record<string, Instrument> = {
  assay_consumed_events_total: {
    name: 'messaging.client.consumed.messages',
    unit: '{message}',
    description: 'Events that were handed to a consumer group, redelivered ones each time.',
  },
  assay_batch_ms: {
    name: 'messaging.process.duration',
    unit: 's',
    description: 'How long a batch took.',
  },
  assay_event_to_gold_ms: {
    name: 'assay.event_to_gold.duration',
    unit: 's',
    description: 'From the moment the source made an event to the moment gold answers with it.',
  },
  assay_event_to_table_ms: {
    name: 'assay.event_to_table.duration',
    unit: 's',
    description: 'From when the hub took the oldest event of a round to the moment its table has it.',
  },
  assay_refined_events_total: {
    name: 'assay.refine.events',
    unit: '{event}',
    description: 'Events by their outcome.',
  },
  assay_refine_passed_over_events_total: {
    name: 'assay.refine.passed_over_events',
    unit: '{event}',
    description: 'Events that a batch of the trigger should have had: gold gets them only by a rebuild.',
  },
  assay_quarantined_events_total: {
    name: 'assay.quarantine.events',
    unit: '{event}',
    description: 'Events that went to quarantine, by reason.',
  },
  assay_valid_events_total: {
    name: 'assay.valid.events',
    unit: '{event}',
    description: 'Events that met all that would refuse them, by silver table; duplicates too.',
  },
  assay_expectation_warnings_total: {
    name: 'assay.expectation.warnings',
    unit: '{event}',
    description: 'Events that are in silver though they do not meet an expectation.',
  },
  assay_expectation_drops_total: {
    name: 'assay.expectation.drops',
    unit: '{event}',
    description: 'Events that an expectation sent to quarantine.',
  },
  assay_ledger_difference: {
    name: 'assay.ledger.difference',
    unit: '{event}',
    description: 'Coordinates of a partition that do not add up; 0 when all do.',
  },
  assay_lost_events_total: {
    name: 'assay.lost.events',
    unit: '{event}',
    description: 'Events that a tier will never have: the hub let them go before bronze had them.',
  },
  assay_ledger_lag_events: {
    name: 'assay.ledger.lag',
    unit: '{event}',
    description: 'Events that the hub has and a tier has not.',
  },
  assay_ledger_oldest_unprocessed_seconds: {
    name: 'assay.ledger.oldest_unprocessed.age',
    unit: 's',
    description: 'At most this long the oldest event waits that has no outcome yet.',
  },
  assay_replays_failed: {
    name: 'assay.replays.failed',
    unit: '{replay}',
    description: 'Replays that failed within the last day.',
  },
  assay_replays_struggling: {
    name: 'assay.replays.struggling',
    unit: '{replay}',
    description: 'Replays that run, and whose step has failed nine times in a row or more.',
  },
  assay_replays_poisoned_messages: {
    name: 'assay.replays.poisoned_messages',
    unit: '{message}',
    description: 'Messages of replays in the poison queue.',
  },
};

const attributeOf: Record<string, string> = {
  hub: 'messaging.destination.name',
  partition: 'messaging.destination.partition.id',
  group: 'messaging.consumer.group.name',
  error: 'error.type',
};

/** `assay_lake_operations_total` that nobody named is `assay.lake.operations`. */
export function instrumentOf(name: string): Instrument {
  return (
    known[name] ?? {
      name: name
        .replace(/_total$|_ms$/, '')
        .replace('_', '.')
        .replace(/_(?=[a-z]+$)/, '.'),
      unit: name.endsWith('_ms') ? 's' : '1',
      description: '',
    }
  );
}

export function attributesOf(labels: Labels): Labels {
  const attributes = Object.fromEntries(
    Object.entries(labels).map(([label, value]) => [attributeOf[label] ?? `assay.${label}`, value]),
  );
  return 'hub' in labels ? { 'messaging.system': 'eventhubs', ...attributes } : attributes;
}
