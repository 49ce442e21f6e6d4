// Validates events before they are sent, by the very code that judges them when they arrive: what passes here does not go
// to quarantine there, as long as both have the same catalog.

import type { Source } from '../catalog/catalog.ts';
import { compileJudge } from '../events/judge.ts';
import type { Rejection } from '../events/silver-event.ts';
import type { JsonObject } from '../json.ts';
import type { EventTypes } from './event-types.ts';
import {
  defaultFormat,
  demandFormat,
  type Framing,
  frameEvent,
  type HubMessage,
  type OutgoingEvent,
} from './frame.ts';

export type Prepared =
  | {
      ok: true;
      message: HubMessage;
      /** Names of `warn` expectations that the event does not meet. */
      warnings: string[];
    }
  | { ok: false; rejection: Rejection };

export type Prepare<Types = EventTypes> = <Type extends keyof Types & string>(
  event: OutgoingEvent<Type, Types[Type]>,
) => Prepared;

/**
 * Compiles a source's schemas and expectations, once. `schemaIdOf` gives the id of a type's schema in a registry, for
 * sources whose events are in Confluent's framing. Throws for a format that the source does not declare.
 */
export function createProducer<Types = EventTypes>(
  source: Source,
  framing: { format?: Framing['format']; schemaIdOf?: (type: string) => number } = {},
): Prepare<Types> {
  const judge = compileJudge(source);
  const types = new Map(source.types.map(type => [type.name, type]));
  const { format = defaultFormat(source), schemaIdOf } = framing;
  return ({ type: name, data, ...others }) => {
    const type = types.get(name);
    if (!type) {
      const detail = `the catalog has no type "${name}" for source "${source.name}"`;
      return { ok: false, rejection: { reason: 'unknown_type', detail, pointer: '/type' } };
    }
    const schemaId = schemaIdOf?.(name);
    const chosen: Framing = schemaId === undefined ? { format } : { format, schemaId };
    demandFormat(source, chosen);
    const message = frameEvent({ ...others, type: name, data: data as JsonObject }, type, chosen);
    const judgement = judge({
      ...{ sequenceNumber: 0, offset: '', systemProperties: {} },
      ...{ ...message, enqueuedTimeMs: Date.now() },
    });
    if (judgement.ok !== true) return { ok: false, rejection: judgement.rejection };
    return { ok: true, message, warnings: judgement.event.warnings };
  };
}
