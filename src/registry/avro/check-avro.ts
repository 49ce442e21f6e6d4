// Whether a version of an Avro schema may follow the versions before it.

import type { Json } from '../../json.ts';
import {
  directionsOf,
  type Level,
  type Violation,
  versionsFor,
} from '../compatibility/check-compatibility.ts';
import { type AvroDifference, compareAvro } from './compare-avro.ts';
import { type ParsedAvro, parseAvro } from './validate-avro.ts';

/** A schema with those that it refers to. */
export type AvroVersion = { readonly json: Json; readonly references: readonly Json[] };

export type AvroViolation = Omit<Violation, 'type'> & {
  readonly type: AvroDifference['type'] | 'INVALID_SCHEMA';
};

/** As `checkCompatibility` is for JSON Schema: versions from oldest to newest, the newest checked first. */
export function checkAvro(
  next: AvroVersion,
  previous: readonly AvroVersion[],
  level: Level,
): AvroViolation[] {
  if (level === 'NONE') return [];
  const now = parseAvro(next.json, next.references);
  if (!now.ok) return [unreadable(now, null)];
  return versionsFor(level, previous.length).flatMap(index => {
    const { json = null, references = [] } = previous[index] ?? {};
    const then = parseAvro(json, references);
    if (!then.ok) return [unreadable(then, index)];
    return directionsOf(level).flatMap(direction => {
      const backward = direction === 'backward';
      const found = backward ? compareAvro(now.schema, then.schema) : compareAvro(then.schema, now.schema);
      const [reader, writer] = backward
        ? ['the new version', 'the previous version']
        : ['the previous version', 'the new version'];
      return found.map(({ type, path, about }) => ({
        ...{ type, path, direction, previous: index },
        message: capital(messages[type](reader, writer, about)),
      }));
    });
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Message = (reader: string, writer: string, about: string) => string;

/** What is wrong and what to do, in plain words. */
const messages: Record<AvroDifference['type'], Message> = {
  NAME_MISMATCH: (reader, writer, about) =>
    `${reader} has another name than "${about}" of ${writer}. Keep the name, or have the old one among its aliases.`,
  FIXED_SIZE_MISMATCH: (reader, _, about) => `The size changes from ${about} in ${reader}. Keep it.`,
  MISSING_ENUM_SYMBOLS: (reader, writer, about) =>
    `${writer} may have ${about}, which ${reader} does not know. Keep the symbols, or give the enum a default.`,
  READER_FIELD_MISSING_DEFAULT_VALUE: (reader, writer, about) =>
    `${reader} has the field "${about}", which ${writer} has not. Give it a default.`,
  TYPE_MISMATCH: (reader, _, about) =>
    `The type changes from ${about}, which ${reader} does not read. Keep it, or make it a union that has both.`,
  MISSING_UNION_BRANCH: (reader, writer, about) =>
    `${writer} may have ${about} here, for which ${reader} has no branch. Keep the branch.`,
};

const unreadable = (
  { reason }: Extract<ParsedAvro, { ok: false }>,
  previous: number | null,
): AvroViolation => ({
  ...{ type: 'INVALID_SCHEMA', path: '/', direction: null, previous },
  message: `The schema cannot be read: ${reason}.`,
});
