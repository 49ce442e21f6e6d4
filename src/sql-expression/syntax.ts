// Nodes of DuckDB's syntax tree, as `json_serialize_sql` writes them.

export type SyntaxNode = { [field: string]: unknown };

/** Parses serialised SQL; integers that a number cannot hold exactly become bigints. */
export function parseSyntax(serialized: string): SyntaxNode {
  const exact = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? 0)
      : value;
  return JSON.parse(
    withoutInfinities(serialized),
    exact as (key: string, value: unknown) => unknown,
  ) as SyntaxNode;
}

/** A constant such as 1e400 is written as Infinity, which is no JSON. */
function withoutInfinities(serialized: string): string {
  return serialized.replace(/"value":(-?)Infinity(?=\})/g, '"value":$11e999');
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws when the field is not a node: the tree is not DuckDB's. */
export function nodeAt(node: SyntaxNode, field: string): SyntaxNode {
  const value = node[field];
  if (!isNode(value)) throw new TypeError(`the syntax node ${textAt(node, 'class')} has no "${field}"`);
  return value;
}

export function nodesAt(node: SyntaxNode, field: string): SyntaxNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The empty text when the field has none. */
export function textAt(node: SyntaxNode, field: string): string {
  const value = node[field];
  return typeof value === 'string' ? value : '';
}

export function namesAt(node: SyntaxNode, field: string): string[] {
  const value = node[field];
  return Array.isArray(value) ? value.map(String) : [];
}

/** An integer of any size: a number, a bigint, or one that JSON.rawJSON has kept as text. */
export function integerOf(value: unknown): bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  if (isNode(value) && typeof value.rawJSON === 'string') return BigInt(value.rawJSON);
  throw new TypeError(`${String(value)} is no integer of a syntax tree`);
}

/** In bytes from the start of the query's text; null for what the parser has added. */
export function locationOf({ query_location: location }: SyntaxNode): number | null {
  return typeof location === 'number' && Number.isSafeInteger(location) ? location : null;
}
