// The line of a JSON text on which a path begins, so that a finding can be clicked.

/** From 1. Where the text ends before the path does, the line of the last part that is there. */
export function lineOf(text: string, path: readonly string[]): number {
  const lines = new Map<string, number>();
  walk(text, lines);
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(keyOf(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

/** `#/properties/price/maximum`, as differences between schemas name places. */
export const partsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .filter(part => part !== '');

const keyOf = (path: readonly string[]) => JSON.stringify(path);
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;

/** `expects` the key of a member, or an element: what comes next begins it. */
type Container = { kind: '{' | '['; key: string; index: number; expects: boolean };

/** The text is JSON: it has been parsed. */
function walk(text: string, lines: Map<string, number>): void {
  const stack: Container[] = [];
  let line = 1;
  const pathHere = () => stack.map(({ kind, key, index }) => (kind === '{' ? key : String(index)));
  for (const [part] of text.matchAll(token)) {
    const top = stack.at(-1);
    if (part === '\n') line += 1;
    else if (part === '}' || part === ']') stack.pop();
    else if (part === ',' && top) {
      top.index += 1;
      top.expects = true;
    } else {
      if (top?.expects) {
        if (top.kind === '{') top.key = JSON.parse(part);
        top.expects = false;
        lines.set(keyOf(pathHere()), line);
      }
      if (part === '{' || part === '[') stack.push({ kind: part, key: '', index: 0, expects: true });
    }
  }
}
