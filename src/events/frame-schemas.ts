// What the schema ids of Confluent's frames stand for, as far as it has been looked up. Judging asks without I/O; what it may
// ask is looked up before, once for a batch (src/registry/frame-schemas.ts).

import type { Source } from '../catalog/catalog.ts';
import { isFramed, readFrame } from './confluent-frame.ts';
import { type Decoded, reject } from './decoded.ts';
import type { RawEvent } from './raw-event.ts';
import type { Rejection } from './silver-event.ts';

export type FrameSchemas = {
  /** The `$id` of the schema with this id, null for a schema without one; undefined when there is no such schema. */
  get(schemaId: number): string | null | undefined;
  /** Looks up ids that are not known yet. Throws when the registry cannot be asked; then calling again is safe. */
  load(schemaIds: ReadonlySet<number>): Promise<void>;
};

/** Makes what events name in their frames ready to be asked for; null, without a promise, when it is ready already. */
export function loadFrameSchemas(schemas: FrameSchemas, events: readonly RawEvent[]): Promise<void> | null {
  let unknown: Set<number> | undefined;
  for (const { body } of events) {
    if (!isFramed(body)) continue;
    const frame = readFrame(body);
    if (!frame.ok || schemas.get(frame.schemaId) !== undefined) continue;
    unknown ??= new Set();
    unknown.add(frame.schemaId);
  }
  return unknown === undefined ? null : schemas.load(unknown);
}

export type FrameVersion =
  /** The `$id` of the version that reads the event; null when the schema is none of the type's: the catalog decides. */
  { ok: true; $id: string | null } | { ok: false; rejection: Rejection };

/** Tells what a frame's schema id means for an event of the source that has been decoded. */
export function compileFrameVersions(source: Source, schemas: FrameSchemas) {
  const typeOf = new Map<unknown, string>();
  for (const { name, schema, older = [] } of source.types)
    for (const { $id } of [schema, ...older.map(version => version.schema)]) typeOf.set($id, name);
  return ({ type }: Decoded, schemaId: number): FrameVersion => {
    const $id = schemas.get(schemaId);
    if ($id === undefined) return unknownSchema(schemaId);
    const named = $id === null ? undefined : typeOf.get($id);
    if (named === undefined) return { ok: true, $id: null };
    if (named === type) return { ok: true, $id };
    return reject(
      'malformed_envelope',
      `the event is a "${type}", and its frame names the schema ${schemaId}, which is of "${named}" (${$id})`,
      '',
    );
  };
}

const unknownSchema = (schemaId: number) =>
  reject(
    'unknown_schema_id',
    `the frame names the schema ${schemaId}, which the registry does not have: register it (those of the catalog by "npm run schemas -- publish"), or have the producer take its ids from this registry, and redrive the event`,
    '',
  );
