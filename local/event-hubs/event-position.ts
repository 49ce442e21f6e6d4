// Where a receiver begins: the selector filter of its source, as the SDKs write it.

import type { LinkRefusal } from './address.ts';
import type { PartitionLog } from './partition-log.ts';

const keys = { offset: 'offset', 'sequence-number': 'sequence', 'enqueued-time': 'time' } as const;

/** The first sequence number that the filter lets through; without a filter, what comes from now on. */
export function startSequence(filter: string | undefined, log: PartitionLog): number | LinkRefusal {
  if (filter === undefined) return log.tail.nextSequence;
  const match = /^amqp\.annotation\.x-opt-(offset|sequence-number|enqueued-time)\s*(>=?)\s*'?([^']*)'?$/.exec(
    filter.trim(),
  );
  const [, field = '', operator, value = ''] = match ?? [];
  if (value === '@latest') return log.tail.nextSequence;
  const number = Number(value);
  if (!match || value === '' || !Number.isFinite(number))
    return {
      condition: 'amqp:invalid-field',
      description: `The filter "${filter}" is not one that Event Hubs knows.`,
    };
  return log.sequenceAfter(keys[field as keyof typeof keys], operator === '>=' ? number - 1 : number);
}
