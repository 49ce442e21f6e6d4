// JSON text as a tree that keeps what JavaScript's own parser loses: the order of keys, keys that come twice, and how
// numbers are written.

/** A number is kept as its source, an object as its entries in order. */
export type JsonNode =
  | { kind: 'null' }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'number'; source: string }
  | { kind: 'string'; value: string }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'object'; entries: [string, JsonNode][] };

const nullNode: JsonNode = { kind: 'null' };
const trueNode: JsonNode = { kind: 'boolean', value: true };
const falseNode: JsonNode = { kind: 'boolean', value: false };

const space = /[ \t\n\r]*/y;
const number = /-?(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)/iy;
const control = '\\u0000-\\u001f';
const plainText = new RegExp(`"[^"\\\\${control}]*"`, 'y');
const anyText = new RegExp(`"(?:[^"\\\\${control}]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"`, 'y');
const word = /true|false|null/y;

/** Where reading has come to. */
type Cursor = { text: string; at: number };

/** Thrown inside this file only: the text is not JSON. */
const malformed = new SyntaxError('malformed JSON');

let lastText: string | null = null;
let lastTree: JsonNode | null = null;

/** Null when the text is not JSON. A text that comes again at once, as for the next field of a row, is not parsed again. */
export function parseJson(text: string): JsonNode | null {
  if (text !== lastText) {
    lastTree = parseFresh(text);
    lastText = text;
  }
  return lastTree;
}

function parseFresh(text: string): JsonNode | null {
  const cursor = { text, at: 0 };
  try {
    const tree = readValue(cursor);
    skip(cursor);
    return cursor.at === text.length ? tree : null;
  } catch (error) {
    if (error === malformed) return null;
    throw error;
  }
}

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (!match) return null;
  cursor.at += match[0].length;
  return match[0];
}

function skip(cursor: Cursor): string {
  take(cursor, space);
  return cursor.text[cursor.at] ?? '';
}

function readValue(cursor: Cursor): JsonNode {
  switch (skip(cursor)) {
    case '{':
      return { kind: 'object', entries: readItems(cursor, '}', readEntry) };
    case '[':
      return { kind: 'array', items: readItems(cursor, ']', readValue) };
    case '"':
      return { kind: 'string', value: readText(cursor) };
    default:
      return readAtom(cursor);
  }
}

function readAtom(cursor: Cursor): JsonNode {
  const name = take(cursor, word);
  if (name !== null) return name === 'null' ? nullNode : name === 'true' ? trueNode : falseNode;
  const source = take(cursor, number);
  if (source === null) throw malformed;
  return { kind: 'number', source };
}

function readText(cursor: Cursor): string {
  const plain = take(cursor, plainText);
  if (plain !== null) return plain.slice(1, -1);
  const escaped = take(cursor, anyText);
  if (escaped === null) throw malformed;
  const value: string = JSON.parse(escaped);
  if (!value.isWellFormed()) throw malformed;
  return value;
}

/** A comma after the last item is let pass, as DuckDB does. */
function readItems<T>(cursor: Cursor, end: string, read: (cursor: Cursor) => T): T[] {
  const items: T[] = [];
  cursor.at += 1;
  while (skip(cursor) !== end) {
    items.push(read(cursor));
    const next = skip(cursor);
    if (next === ',') cursor.at += 1;
    else if (next !== end) throw malformed;
  }
  cursor.at += 1;
  return items;
}

function readEntry(cursor: Cursor): [string, JsonNode] {
  if (skip(cursor) !== '"') throw malformed;
  const key = readText(cursor);
  if (skip(cursor) !== ':') throw malformed;
  cursor.at += 1;
  return [key, readValue(cursor)];
}

/** Without spaces, and with numbers in their shortest form. */
export function writeJson(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return writeNumber(node.source);
    case 'string':
      return JSON.stringify(node.value);
    case 'array':
      return `[${node.items.map(writeJson).join(',')}]`;
    case 'object':
      return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${writeJson(value)}`).join(',')}}`;
  }
}

function writeNumber(source: string): string {
  if (/^-?\d+$/.test(source)) return source === '-0' ? '0' : source;
  if (/^-?[a-z]/i.test(source))
    return `${source.startsWith('-') ? '-' : ''}${/nan/i.test(source) ? 'NaN' : 'Infinity'}`;
  const value = Number(source);
  return Number.isFinite(value) ? writeReal(value) : source;
}

/** A number with a fraction or an exponent keeps a point or an exponent. */
export function writeReal(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value).replace('e+', 'e');
  return /[.e]/.test(text) ? text : `${text}.0`;
}
