// Why an expression is not compiled: the reason, its place in the text, and what to write instead.

import { locationOf, type SyntaxNode } from './syntax.ts';

export type Refusal = {
  ok: false;
  reason: string;
  /** Bytes from the start of the query's text in UTF-8; null when no one place is to blame. */
  position: number | null;
  /** What to write instead; null when nothing can be. */
  instead: string | null;
};

/** Carries a refusal from deep in a tree up to `compileSql`, which hands it out as a value. */
export class RefusedExpression extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

export function refuse(node: SyntaxNode, reason: string, instead: string | null = null): never {
  throw new RefusedExpression({ ok: false, reason, position: firstLocation(node), instead });
}

/** The parser gives no place to some nodes, such as COALESCE: then it is that of the first node below with one. */
export function firstLocation(node: SyntaxNode): number | null {
  const own = locationOf(node);
  if (own !== null) return own;
  for (const child of Object.values(node).flat()) {
    if (typeof child !== 'object' || child === null) continue;
    const below = firstLocation(child as SyntaxNode);
    if (below !== null) return below;
  }
  return null;
}

/** The refusal with a place: its own, or that of the expression it is about. */
export function withPlace(refusal: Refusal, node: SyntaxNode): Refusal {
  return refusal.position === null ? { ...refusal, position: firstLocation(node) } : refusal;
}
