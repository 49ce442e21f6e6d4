// Reads gold for answers. What models look up is remembered for a second, and for so many keys: the rows of a page share
// their tables, and a popular key is read once and not for each answer.

import type { GoldDocument } from '../gold/document.ts';
import { addressIn, type Looked, lookUp, nothingLooked } from '../gold/look-up.ts';
import type { Model } from '../gold/model.ts';
import type { GoldStore } from '../gold/store.ts';

export type GoldReader = Pick<GoldStore, 'read' | 'list'> & {
  /** What the key of a document leads to. */
  lookUp(model: Model, key: Record<string, string>): Promise<Looked>;
};

const rememberedMs = 1_000;
const rememberedDocuments = 20_000;

export function createGoldReader(
  store: Pick<GoldStore, 'read' | 'list'>,
  now: () => number = Date.now,
): GoldReader {
  const known = new Map<string, { atMs: number; document: Promise<GoldDocument | null> }>();

  function read(model: Model, address: { pk: string; id: string }): Promise<GoldDocument | null> {
    const id = addressIn({ name: `${model.name}.v${model.version}` }, address);
    const found = known.get(id);
    if (found && now() - found.atMs < rememberedMs) return found.document;
    const document = store.read(model, address).then(stored => stored?.document ?? null);
    known.delete(id);
    known.set(id, { atMs: now(), document });
    document.catch(() => known.delete(id));
    for (const oldest of known.keys()) {
      if (known.size <= rememberedDocuments) break;
      known.delete(oldest);
    }
    return document;
  }

  return {
    read: store.read,
    list: store.list,
    lookUp: async (model, key) => (model.lookups.length === 0 ? nothingLooked : lookUp(model, key, read)),
  };
}
