// Upper and lower case, one code point for one, as DuckDB maps them: "ß" is "ẞ", not "SS".

const ascii = /^\p{ASCII}*$/u;

export function upper(text: string): string {
  return ascii.test(text) ? text.toUpperCase() : mapped(text, upperPoint);
}

export function lower(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : mapped(text, lowerPoint);
}

function mapped(text: string, map: (point: string) => string): string {
  let result = '';
  for (const point of text) result += map(point);
  return result;
}

/** Code points whose upper case in JavaScript is more than one, and in Unicode's simple mapping another one. */
const simpleUppers = new Map(
  [
    ['ß', 'ẞ'],
    ['ᾳ', 'ᾼ'],
    ['ῃ', 'ῌ'],
    ['ῳ', 'ῼ'],
    ...[0x1f80, 0x1f90, 0x1fa0].flatMap(first =>
      Array.from({ length: 8 }, (_, i) => [
        String.fromCodePoint(first + i),
        String.fromCodePoint(first + i + 8),
      ]),
    ),
  ].map(([small = '', capital = '']) => [small, capital]),
);

/** Letters whose case came with Unicode 16 and 17, which DuckDB does not know yet: they stay as they are. */
const newerLetters =
  /[\u{19b}\u{264}\u{1c89}\u{1c8a}\u{a7cb}-\u{a7cf}\u{a7d2}-\u{a7d5}\u{a7da}-\u{a7dc}\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;

function upperPoint(point: string): string {
  if (newerLetters.test(point)) return point;
  const simple = simpleUppers.get(point);
  if (simple !== undefined) return simple;
  const mapped = point.toUpperCase();
  return isOnePoint(mapped) ? mapped : point;
}

function lowerPoint(point: string): string {
  if (newerLetters.test(point)) return point;
  const mapped = point.toLowerCase();
  return isOnePoint(mapped) ? mapped : String.fromCodePoint(mapped.codePointAt(0) ?? 0);
}

function isOnePoint(text: string): boolean {
  return text.length === (Number(text.codePointAt(0)) > 0xffff ? 2 : 1);
}
