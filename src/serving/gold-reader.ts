// Reads gold for answers. What models look up is remembered for a second, and for so many keys: the rows of a page share
// their tables, and a popular key is read once and not for each answer.

import { addressIn, type Looked, lookUp, nothingLooked } from '../gold/look-up.ts';
import type { Model } from '../gold/model.ts';
import type { GoldStore, StoredDocument } from '../gold/store.ts';

export type GoldReader = Pick<GoldStore, 'read' | 'list'> & {
  /** What the key of a document leads to. `note` is told of each document that this was read from. */
  lookUp(model: Model, key: Record<string, string>, note?: (found: StoredDocument) => void): Promise<Looked>;
};

const rememberedMs = 1_000;
const rememberedDocuments = 20_000;

export function createGoldReader(
  store: Pick<GoldStore, 'read' | 'list'>,
  now: () => number = Date.now,
): GoldReader {
  const known = new Map<string, { atMs: number; stored: Promise<StoredDocument | null> }>();

  function read(model: Model, address: { pk: string; id: string }): Promise<StoredDocument | null> {
    const id = addressIn({ name: `${model.name}.v${model.version}` }, address);
    const found = known.get(id);
    if (found && now() - found.atMs < rememberedMs) return found.stored;
    const stored = store.read(model, address);
    known.delete(id);
    known.set(id, { atMs: now(), stored });
    stored.catch(() => known.delete(id));
    for (const oldest of known.keys()) {
      if (known.size <= rememberedDocuments) break;
      known.delete(oldest);
    }
    return stored;
  }

  return {
    read: store.read,
    list: store.list,
    lookUp: async (model, key, note = () => {}) =>
      model.lookups.length === 0
        ? nothingLooked
        : lookUp(model, key, async (looked, address) => {
            const stored = await read(looked, address);
            if (stored) note(stored);
            return stored?.document ?? null;
          }),
  };
}
