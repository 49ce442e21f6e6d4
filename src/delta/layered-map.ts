// A map that never changes, and that is followed by one with a few changes at the cost of the changes, not of its size:
// they lie in a layer over it until they are worth merging.

export type LayeredMap<V> = ReadonlyMap<string, V> & {
  /** The map after the changes, where null deletes. */
  with(changes: ReadonlyMap<string, V | null>): LayeredMap<V>;
};

export function layeredMap<V extends NonNullable<unknown>>(
  base: ReadonlyMap<string, V> = new Map(),
  layer: ReadonlyMap<string, V | null> = new Map(),
  size: number = base.size,
): LayeredMap<V> {
  const get = (key: string): V | undefined => {
    const changed = layer.get(key);
    return changed === undefined ? base.get(key) : (changed ?? undefined);
  };
  const has = (key: string) => get(key) !== undefined;
  function* entries(): Generator<[string, V], undefined> {
    for (const entry of base) if (!layer.has(entry[0])) yield entry;
    for (const [key, value] of layer) if (value !== null) yield [key, value];
  }
  const map: LayeredMap<V> = {
    size,
    get,
    has,
    entries,
    keys: () => entries().map(([key]) => key),
    values: () => entries().map(([, value]) => value),
    forEach: visit => {
      for (const [key, value] of entries()) visit(value, key, map);
    },
    [Symbol.iterator]: entries,
    with: changes => {
      const next = new Map(layer);
      let nextSize = size;
      for (const [key, value] of changes) {
        nextSize += (value === null ? 0 : 1) - (has(key) ? 1 : 0);
        if (value === null && !base.has(key)) next.delete(key);
        else next.set(key, value);
      }
      const changed = layeredMap(base, next, nextSize);
      return isWorthMerging(next.size, base.size) ? layeredMap(new Map(changed)) : changed;
    },
  };
  return map;
}

/** A layer is copied for each change and a merge copies all: at the square root of the size both cost the same. */
function isWorthMerging(layerSize: number, baseSize: number): boolean {
  return layerSize > 32 && layerSize ** 2 > baseSize;
}
