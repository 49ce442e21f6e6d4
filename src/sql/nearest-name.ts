// What someone who wrote a name that is not there may have meant.

const mostNames = 3;

/** The known names nearest to `written`, best first; those alike in their last part, such as the table's, come first. */
export function nearestNames(written: string, known: Iterable<string>): string[] {
  const name = written.toLowerCase();
  return [...known]
    .map(candidate => ({ candidate, distance: distanceTo(name, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, lastPart(name).length / 3))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, mostNames)
    .map(({ candidate }) => candidate);
}

function distanceTo(name: string, candidate: string): number {
  return Math.min(editDistance(name, candidate), editDistance(lastPart(name), lastPart(candidate)));
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Letters to insert, to delete or to replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
