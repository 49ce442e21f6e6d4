// Turns the filter of a receiver (`apache.org:selector-filter:string`) into the sequence number to begin with.
import { type AmqpFault, invalidArgument } from './amqp-errors.ts';
import type { PartitionLog } from './partition-log.ts';

export const FILTER_NAME = 'apache.org:selector-filter:string';

const grammar =
  /^\s*amqp\.annotation\.x-opt-(offset|sequence-number|enqueued-time)\s*(>=|>)\s*'?(-?\d+|@latest)'?\s*$/;

/** Without a filter a receiver begins with the oldest event, as `offset > '-1'` does. */
export function startPosition(filter: string | undefined, log: PartitionLog): number | AmqpFault {
  if (filter === undefined) return log.beginSequence;
  const match = grammar.exec(filter);
  if (match === null) return invalidArgument(`The filter '${filter}' is not supported.`);
  const [, annotation, operator, text] = match;
  if (text === '@latest') return log.tail.nextSequence;
  const value = Number(text);
  const after = operator === '>=' ? value - 1 : value;
  const { lastOffset, nextSequence } = log.tail;
  if (annotation === 'enqueued-time') return log.sequenceAfter('time', after);
  if (annotation === 'offset') {
    if (after > lastOffset) return beyondEnd('offset', value, lastOffset);
    return log.sequenceAfter('offset', after);
  }
  if (after >= nextSequence) return beyondEnd('sequence number', value, nextSequence - 1);
  return log.sequenceAfter('sequence', after);
}

/** What a checkpoint of a hub that was recreated runs into. */
function beyondEnd(what: string, value: number, last: number): AmqpFault {
  return invalidArgument(
    `The supplied ${what} '${value}' is invalid. The last ${what} in the system is '${last}'.`,
  );
}
