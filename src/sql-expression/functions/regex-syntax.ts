// RE2's patterns as JavaScript's, for the part of the syntax in which both find the same. The rest is refused, and so
// are patterns on which JavaScript could take forever.

/** Thrown to the caller in regex.ts: the pattern is not translated. */
export class UntranslatedPattern extends Error {}

type Part = { source: string; repeats: boolean; optional: boolean };
type Cursor = { points: string[]; at: number; groups: number };

const classes: Record<string, string> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[0-9A-Za-z_]',
  W: '[^0-9A-Za-z_]',
  s: '[\\t\\n\\f\\r ]',
  S: '[^\\t\\n\\f\\r ]',
};

const controls: Record<string, string> = { n: '\\n', r: '\\r', t: '\\t', f: '\\f', v: '\\v', a: '\\x07' };

function fail(reason: string): never {
  throw new UntranslatedPattern(reason);
}

/** `optional` patterns match the empty text too. */
export type Translated = { source: string; groups: number; optional: boolean };

/** The source of a JavaScript pattern with the flag `u`. Throws an UntranslatedPattern that names what is not known. */
export function translateRegex(pattern: string): Translated {
  const cursor = { points: [...pattern], at: 0, groups: 0 };
  const { source, optional } = readAlternatives(cursor);
  if (cursor.at < cursor.points.length) fail('a ) without its (');
  return { source, groups: cursor.groups, optional };
}

function readAlternatives(cursor: Cursor): Part {
  const parts = [readSequence(cursor)];
  while (cursor.points[cursor.at] === '|') {
    cursor.at++;
    parts.push(readSequence(cursor));
  }
  return {
    source: parts.map(part => part.source).join('|'),
    repeats: parts.some(part => part.repeats),
    optional: parts.some(part => part.optional),
  };
}

function readSequence(cursor: Cursor): Part {
  const whole: Part = { source: '', repeats: false, optional: true };
  for (let next = cursor.points[cursor.at]; next !== undefined && next !== '|' && next !== ')'; ) {
    const part = readRepeated(cursor);
    whole.source += part.source;
    whole.repeats ||= part.repeats;
    whole.optional &&= part.optional;
    next = cursor.points[cursor.at];
  }
  return whole;
}

const quantifier = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/;
const greatestRepeat = 1000;

function readRepeated(cursor: Cursor): Part {
  const isGroup = cursor.points[cursor.at] === '(';
  const atom = readAtom(cursor);
  const match = quantifier.exec(cursor.points.slice(cursor.at, cursor.at + 16).join(''));
  if (!match) return cursor.points[cursor.at] === '{' ? fail('a { that is no repetition: write \\{') : atom;
  const [written, least, most] = match;
  cursor.at += written.length;
  if (/[*+?{]/.test(cursor.points[cursor.at] ?? '')) fail('a repetition of a repetition');
  if (Number(least ?? 0) > greatestRepeat || Number(most ?? 0) > greatestRepeat) fail('so many repetitions');
  if (isGroup && (atom.repeats || atom.optional) && !written.startsWith('?'))
    fail('a repetition inside a repeated group');
  if (isGroup && atom.source.startsWith('((')) fail('a group inside a repeated group');
  const unbounded = /^[*+]/.test(written) || (least !== undefined && most === '');
  const optional = atom.optional || /^[*?]/.test(written) || least === '0';
  return { source: atom.source + written, repeats: atom.repeats || unbounded, optional };
}

function readAtom(cursor: Cursor): Part {
  const point = cursor.points[cursor.at++] ?? '';
  const one = (source: string): Part => ({ source, repeats: false, optional: false });
  switch (point) {
    case '(':
      return readGroup(cursor);
    case '[':
      return one(readClass(cursor));
    case '\\':
      return readEscape(cursor);
    case '.':
      return one('[^\\n]');
    case '^':
    case '$':
      return { source: point, repeats: false, optional: true };
    case '*':
    case '+':
    case '?':
      return fail(`a ${point} after nothing`);
    default:
      return one(/[\]{}/]/.test(point) ? `\\${point}` : point);
  }
}

function readGroup(cursor: Cursor): Part {
  let open = '(';
  if (cursor.points[cursor.at] === '?') {
    if (cursor.points[cursor.at + 1] !== ':') fail('(? with anything but : after it');
    cursor.at += 2;
    open = '(?:';
  } else cursor.groups++;
  const inner = readAlternatives(cursor);
  if (cursor.points[cursor.at++] !== ')') fail('a ( without its )');
  return { ...inner, source: `${open}${inner.source})` };
}

function readEscape(cursor: Cursor): Part {
  const point = cursor.points[cursor.at++] ?? '';
  if (point === 'b' || point === 'B') return { source: `\\${point}`, repeats: false, optional: true };
  return { source: classes[point] ?? escaped(point), repeats: false, optional: false };
}

function escaped(point: string): string {
  const control = controls[point];
  if (control !== undefined) return control;
  if (/[\^$\\.*+?()[\]{}|/]/.test(point)) return `\\${point}`;
  if (/[-!"#%&',:;<=>@_`~ ]/.test(point)) return point === '-' ? '\\x2d' : point;
  return fail(`\\${point}`);
}

function readClass(cursor: Cursor): string {
  let source = '[';
  if (cursor.points[cursor.at] === '^') {
    source += '^';
    cursor.at++;
  }
  if (cursor.points[cursor.at] === ']') fail('an empty [] class');
  for (let point = cursor.points[cursor.at++]; point !== ']'; point = cursor.points[cursor.at++]) {
    if (point === undefined) return fail('a [ without its ]');
    if (point === '[') fail('a [ inside a class: write \\[');
    if (point !== '\\') source += /[/^-]/.test(point) && point !== '-' ? `\\${point}` : point;
    else source += classMember(cursor.points[cursor.at++] ?? '');
  }
  return `${source}]`;
}

/** What `\d` stands for inside brackets; negated classes are not taken apart. */
function classMember(point: string): string {
  const inner = classes[point];
  if (inner === undefined) return point === '-' ? '\\-' : escaped(point);
  return inner.startsWith('[^') ? fail(`\\${point} inside a class`) : inner.slice(1, -1);
}
