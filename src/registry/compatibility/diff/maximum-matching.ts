// A largest set of pairs in a table of who goes with whom, by augmenting paths (Kuhn).

/** Pairs `[row, column]` in the order of rows; no row and no column is in two pairs, and no larger set exists. */
export function maximumMatching(goesWith: readonly (readonly boolean[])[]): [number, number][] {
  const rowOf = new Map<number, number>();
  for (const row of goesWith.keys()) assign(row, goesWith, rowOf, new Set());
  return [...rowOf].map(([column, row]): [number, number] => [row, column]).sort(([a], [b]) => a - b);
}

/** Gives a row a column, moving other rows where that makes room. */
function assign(
  row: number,
  goesWith: readonly (readonly boolean[])[],
  rowOf: Map<number, number>,
  tried: Set<number>,
): boolean {
  for (const [column, possible] of (goesWith[row] ?? []).entries()) {
    if (!possible || tried.has(column)) continue;
    tried.add(column);
    const holder = rowOf.get(column);
    if (holder === undefined || assign(holder, goesWith, rowOf, tried)) {
      rowOf.set(column, row);
      return true;
    }
  }
  return false;
}
