// Finds a blob's record by its name in constant time. Azurite keeps its records in LokiJS and asks for
// {accountName, containerName, name, …}; LokiJS serves the first of these from an index, which is the same for
// every blob, and filters all of them: at 20,000 blobs one Put Blob takes 6 ms, and it grows with every blob.
// Here such a query starts from a map instead; LokiJS then checks the few candidates against the whole query.
// Proof that both agree: test/local/azurite/blob-lookup.test.ts

type Doc = Record<string, unknown> & { $loki: number };

interface Collection {
  name: string;
  data: Doc[];
  get(id: number, withPosition: true): [Doc, number] | null;
  on(event: 'insert' | 'delete', listener: (docs: Doc | Doc[]) => void): void;
}

interface Resultset {
  collection: Collection;
  filterInitialized: boolean;
  filteredrows: number[];
  find(query?: Record<string, unknown>, firstOnly?: boolean): Resultset;
}

interface LokiModule {
  new (name: string): unknown;
  Resultset: { prototype: Resultset };
  prototype: { addCollection(name: string, options?: { indices?: string[] }): Collection };
}

/** Azurite's collections and the property that tells the blobs of one container apart. */
const NAME_PROPERTY: Record<string, string | undefined> = {
  $BLOBS_COLLECTION$: 'name',
  $BLOCKS_COLLECTION$: 'blobName',
};

/** Ids of the records by container and blob name. */
class NameIndex {
  readonly #collection: Collection;
  readonly #property: string;
  readonly #ids = new Map<string, Set<number>>();
  #count = 0;

  constructor(collection: Collection, property: string) {
    this.#collection = collection;
    this.#property = property;
    collection.on('insert', docs => {
      for (const doc of [docs].flat()) this.#add(doc);
    });
    collection.on('delete', docs => {
      for (const doc of [docs].flat()) this.#remove(doc);
    });
  }

  /** Positions in the collection's data, oldest record first. */
  positions(container: string, name: string): number[] {
    if (this.#count !== this.#collection.data.length) this.#rebuild();
    const ids = [...(this.#ids.get(keyOf(container, name)) ?? [])];
    return ids.flatMap(id => this.#collection.get(id, true)?.[1] ?? []).sort((a, b) => a - b);
  }

  /** After a database was loaded from disk, which tells no listener. */
  #rebuild(): void {
    this.#ids.clear();
    this.#count = 0;
    for (const doc of this.#collection.data) this.#add(doc);
  }

  #add(doc: Doc): void {
    const key = keyOf(doc.containerName, doc[this.#property]);
    const ids = this.#ids.get(key);
    if (ids) ids.add(doc.$loki);
    else this.#ids.set(key, new Set([doc.$loki]));
    this.#count += 1;
  }

  #remove(doc: Doc): void {
    const key = keyOf(doc.containerName, doc[this.#property]);
    const ids = this.#ids.get(key);
    if (!ids?.delete(doc.$loki)) return;
    if (ids.size === 0) this.#ids.delete(key);
    this.#count -= 1;
  }
}

const keyOf = (container: unknown, name: unknown) => `${String(container)}\n${String(name)}`;

/** Teaches a LokiJS module, before Azurite loads it, to look blobs up by name. */
export function installBlobLookup(loki: LokiModule): void {
  const indexes = new WeakMap<Collection, NameIndex>();
  const indexOf = (collection: Collection, property: string): NameIndex => {
    const known = indexes.get(collection);
    if (known) return known;
    const index = new NameIndex(collection, property);
    indexes.set(collection, index);
    return index;
  };

  const find = loki.Resultset.prototype.find;
  loki.Resultset.prototype.find = function (query, firstOnly) {
    const property = NAME_PROPERTY[this.collection.name];
    const container = query?.containerName;
    const name = property && query?.[property];
    if (property && !this.filterInitialized && typeof container === 'string' && typeof name === 'string') {
      this.filteredrows = indexOf(this.collection, property).positions(container, name);
      this.filterInitialized = true;
    }
    return find.call(this, query, firstOnly);
  };

  // Its own indexes on these collections are costly to keep and no longer asked.
  const addCollection = loki.prototype.addCollection;
  loki.prototype.addCollection = function (name, options) {
    return addCollection.call(this, name, NAME_PROPERTY[name] ? { ...options, indices: [] } : options);
  };
}
