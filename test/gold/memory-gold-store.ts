// A gold store in memory that keeps the port's contract: conditional patches, etags, one atomic operation a call.
// `fault` runs before and after each operation, and may throw: a request lost, or an answer lost.

import { addNumber } from '../../src/gold/aggregates/state.ts';
import type { GoldDocument } from '../../src/gold/document.ts';
import type { Model } from '../../src/gold/model.ts';
import type { GoldStore, StoredDocument } from '../../src/gold/store.ts';

/** A model over another reads that one's documents. */
const nameOf = (model: Model) => (model.over ?? model).name;

export function createMemoryGoldStore(
  fault: () => Promise<void> = async () => {},
): GoldStore & { documents: Map<string, StoredDocument> } {
  const documents = new Map<string, StoredDocument>();
  let version = 0;
  const put = (id: string, document: GoldDocument) =>
    documents.set(id, { document: structuredClone(document), etag: String(++version) });
  const faulty = async <T>(operate: () => T): Promise<T> => {
    await fault();
    const result = operate();
    await fault();
    return result;
  };
  return {
    documents,
    create: (model, document) =>
      faulty(() => {
        const id = `${nameOf(model)} ${document.pk} ${document.id}`;
        if (documents.has(id)) return 'exists';
        put(id, document);
        return 'created';
      }),
    patch: (model, address, { increments, guards, at }) =>
      faulty(() => {
        const id = `${nameOf(model)} ${address.pk} ${address.id}`;
        const stored = documents.get(id);
        if (!stored) return 'missing';
        const document = structuredClone(stored.document);
        for (const [lane, { first, last }] of Object.entries(guards)) {
          if ((document.w[lane] ?? -1) >= first) return 'guarded';
          document.w[lane] = last;
        }
        for (const [field, amount] of Object.entries(increments)) addNumber(document.s, field, amount);
        put(id, { ...document, at });
        return 'patched';
      }),
    read: (model, address) =>
      faulty(() => structuredClone(documents.get(`${nameOf(model)} ${address.pk} ${address.id}`) ?? null)),
    replace: (model, document, etag) =>
      faulty(() => {
        const id = `${nameOf(model)} ${document.pk} ${document.id}`;
        if (documents.get(id)?.etag !== etag) return 'changed';
        put(id, document);
        return 'replaced';
      }),
    list: async (model, pk, afterId, limit) =>
      [...documents]
        .filter(
          ([id, { document }]) =>
            id.startsWith(`${nameOf(model)} `) && document.pk === pk && document.id > afterId,
        )
        .map(([, stored]) => structuredClone(stored))
        .sort((a, b) => (a.document.id < b.document.id ? -1 : 1))
        .slice(0, limit),
  };
}
