// The difference of two texts by lines: a longest common subsequence (Hunt and McIlroy, 1976), after what is the same at
// both ends. Pure.

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string };

/** Texts with more lines than this in their differing middle are told as removed and added whole. */
const maxLines = 2_000;

export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }));
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (before.length > maxLines || after.length > maxLines)
    return [...before.map(removed), ...after.map(added)];
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [old, young] = [before[i] ?? '', after[j] ?? ''];
    if (old === young) {
      found.push({ kind: 'same', text: old });
      i++;
      j++;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      found.push(removed(old));
      i++;
    } else {
      found.push(added(young));
      j++;
    }
  }
  return [...found, ...before.slice(i).map(removed), ...after.slice(j).map(added)];
}

/** At `i * width + j`: the length of the longest common subsequence of what follows `i` and `j`. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  return lengths;
}

/** Long runs of what is the same, cut to what is next to a change; `skipped` lines stood there. */
export function foldSame(lines: readonly DiffLine[], context = 3): (DiffLine | { skipped: number })[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== 'same');
  const folded: (DiffLine | { skipped: number })[] = [];
  for (const [index, line] of lines.entries()) {
    const last = folded.at(-1);
    if (isNear(index)) folded.push(line);
    else if (last && 'skipped' in last) last.skipped++;
    else folded.push({ skipped: 1 });
  }
  return folded;
}
