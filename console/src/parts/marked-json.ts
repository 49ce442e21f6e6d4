// JSON as indented text, of which the place that a JSON pointer (RFC 6901) names is marked. Pure.

export type Piece = { text: string; marked: boolean };

/** Where the pointer leads to nothing, the nearest place that is there is marked, and `missing` names what is not. */
export type MarkedJson = { pieces: Piece[]; missing: string | null };

/** Text that is no JSON is told as it is, unmarked. An empty pointer marks nothing: it would be all. */
export function markJson(text: string, pointer: string): MarkedJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { pieces: [{ text, marked: false }], missing: null };
  }
  const wanted = tokensOf(pointer);
  const reached = reach(value, wanted);
  const pieces: Piece[] = [];
  const write = (piece: string, marked: boolean) => {
    const last = pieces.at(-1);
    if (last && last.marked === marked) last.text += piece;
    else pieces.push({ text: piece, marked });
  };
  writeValue(value, [], '', { target: reached > 0 ? wanted.slice(0, reached) : null, write });
  const missing = reached < wanted.length ? (wanted[reached] ?? null) : null;
  return { pieces, missing };
}

const tokensOf = (pointer: string): string[] =>
  pointer.startsWith('/')
    ? pointer
        .slice(1)
        .split('/')
        .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    : [];

/** How many tokens lead to something. */
function reach(value: unknown, tokens: readonly string[]): number {
  let present = value;
  for (const [index, token] of tokens.entries()) {
    if (typeof present !== 'object' || present === null || !Object.hasOwn(present, token)) return index;
    present = (present as Record<string, unknown>)[token];
  }
  return tokens.length;
}

type Writing = { target: readonly string[] | null; write: (text: string, marked: boolean) => void };

function writeValue(
  value: unknown,
  path: readonly string[],
  indent: string,
  writing: Writing,
  within = false,
): void {
  const { target, write } = writing;
  const marked =
    within || (target !== null && path.length === target.length && path.every((p, i) => p === target[i]));
  const isArray = Array.isArray(value);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) {
    write(JSON.stringify(value), marked);
    return;
  }
  write(isArray ? '[\n' : '{\n', marked);
  for (const [index, [key, child]] of entries.entries()) {
    write(`${indent}  ${isArray ? '' : `${JSON.stringify(key)}: `}`, marked);
    writeValue(child, [...path, key], `${indent}  `, writing, marked);
    write(index < entries.length - 1 ? ',\n' : '\n', marked);
  }
  write(`${indent}${isArray ? ']' : '}'}`, marked);
}
