// JSON as the platform sees it: parsed values, and RFC 6901 pointers into them.

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Splits an RFC 6901 pointer into its unescaped reference tokens. Throws on a pointer without a leading slash. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new SyntaxError(`"${pointer}" is not a JSON pointer: it must start with "/"`);
  return pointer
    .slice(1)
    .split('/')
    .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Compiles a pointer into a reader; what is missing reads as null, as a missing column does in SQL. */
export function compilePointer(pointer: string): (document: Json) => Json {
  const tokens = pointerTokens(pointer);
  const [first] = tokens;
  if (tokens.length === 1 && first !== undefined) return document => child(document, first);
  return document => tokens.reduce(child, document);
}

function child(value: Json, token: string): Json {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? (value[Number(token)] ?? null) : null;
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, token)) return value[token] ?? null;
  return null;
}
