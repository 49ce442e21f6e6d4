// Whether a new version of a schema may follow the versions before it, by Confluent's levels of compatibility.
import type { Json } from '../../json.ts';
import { compareParsed } from './compare-schemas.ts';
import { type BreakingType, isCompatible, type Policy } from './difference.ts';
import { messageOf } from './messages.ts';
import type { References } from './schema/documents.ts';
import { type ParsedSchema, parseSchema } from './schema/parse-schema.ts';
import type { Schema } from './schema/schema.ts';

export const LEVELS = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;
export type Level = (typeof LEVELS)[number];

/** `backward`: the new version reads old documents. `forward`: an old version reads new documents. */
export type Direction = 'backward' | 'forward';

export type Violation = {
  /** The name of the difference as Confluent has it, or that a schema could not be read. */
  readonly type: BreakingType | 'INVALID_SCHEMA';
  /** As `#/properties/price/maximum`; where a schema cannot be read, a JSON pointer to the place. */
  readonly path: string;
  /** What is wrong and what to do, in plain words. */
  readonly message: string;
  /** Null where nothing was compared, because a schema cannot be read. */
  readonly direction: Direction | null;
  /** The index in `previous` of the version that it breaks with; null for the new schema itself. */
  readonly previous: number | null;
};

export type CompatibilityOptions = {
  /** `strict` unless said otherwise. */
  readonly policy?: Policy;
  /** Schemas of other subjects that the new version refers to, by the name in its `$ref`. */
  readonly references?: References;
  /** The same for each previous version; the new version's where there is none. */
  readonly previousReferences?: readonly (References | undefined)[];
};

/**
 * All that keeps `next` from following `previous`, which are ordered from oldest to newest; nothing if it may follow.
 * Levels that are not transitive look at the newest version only. The newest version is checked first, and the
 * backward direction before the forward one. Nothing is thrown for a schema that cannot be read: it is a violation.
 */
export function checkCompatibility(
  next: Json,
  previous: readonly Json[],
  level: Level,
  options: CompatibilityOptions = {},
): Violation[] {
  if (level === 'NONE') return [];
  const { policy = 'strict', references, previousReferences } = options;
  const parsedNext = parseSchema(next, references);
  if (!parsedNext.ok) return [unreadable(parsedNext, null)];
  return versionsFor(level, previous.length).flatMap(index => {
    const parsed = parseSchema(previous[index] ?? null, previousReferences?.[index] ?? references);
    if (!parsed.ok) return [unreadable(parsed, index)];
    return directionsOf(level).flatMap(direction =>
      violationsOf(direction, parsedNext.schema, parsed.schema, index, policy),
    );
  });
}

/** Indexes of the versions that a level asks, newest first. */
export function versionsFor(level: Level, count: number): number[] {
  const newestFirst = Array.from({ length: count }, (_, index) => count - 1 - index);
  return level.endsWith('_TRANSITIVE') ? newestFirst : newestFirst.slice(0, 1);
}

export function directionsOf(level: Level): readonly Direction[] {
  if (level.startsWith('FULL')) return ['backward', 'forward'];
  return level.startsWith('BACKWARD') ? ['backward'] : ['forward'];
}

const NEW = 'the new version';
const OLD = 'the previous version';

function violationsOf(
  direction: Direction,
  next: Schema,
  old: Schema,
  previous: number,
  policy: Policy,
): Violation[] {
  const backward = direction === 'backward';
  const [writer, reader] = backward ? [old, next] : [next, old];
  const [writerName, readerName] = backward ? [OLD, NEW] : [NEW, OLD];
  return compareParsed(writer, reader, policy).flatMap(({ type, path }) => {
    if (isCompatible(type, policy)) return [];
    return [{ type, path, message: messageOf(type, readerName, writerName), direction, previous }];
  });
}

function unreadable(
  { path, reason }: Extract<ParsedSchema, { ok: false }>,
  previous: number | null,
): Violation {
  return {
    type: 'INVALID_SCHEMA',
    path,
    message: `The schema cannot be read: ${reason}.`,
    direction: null,
    previous,
  };
}
