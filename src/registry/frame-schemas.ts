// Schema ids of frames, out of the registry, for those who judge events. An id never stands for another schema, so what
// is known stays known; what is not known is asked for again, once for a batch, because it may be registered any moment.

import type { FrameSchemas } from '../events/frame-schemas.ts';
import { isObject, type Json } from '../json.ts';
import type { Registry } from './registry.ts';

/** Ids that are kept, in all: those that were looked up first make room. */
const MAX_KNOWN = 10_000;

export function createFrameSchemas(registry: Pick<Registry, 'read'>, maxKnown = MAX_KNOWN): FrameSchemas {
  const known = new Map<number, string | null>();
  return {
    get: schemaId => known.get(schemaId),
    load: async schemaIds => {
      const { schemas } = await registry.read();
      for (const schemaId of schemaIds) {
        const schema = schemas.get(schemaId);
        if (schema !== undefined) known.set(schemaId, idOf(JSON.parse(schema.text)));
      }
      for (const schemaId of known.keys()) {
        if (known.size <= maxKnown) break;
        if (!schemaIds.has(schemaId)) known.delete(schemaId);
      }
    },
  };
}

function idOf(schema: Json): string | null {
  return isObject(schema) && typeof schema.$id === 'string' ? schema.$id : null;
}
