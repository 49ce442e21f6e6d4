/** The names in any of the maps, once each and in order, so that the order of keys decides nothing. */
export function namesOf(...maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap(map => [...map.keys()]))].sort();
}
