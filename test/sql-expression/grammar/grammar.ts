// Random expressions: a grammar in which {kind} stands for any expression of that kind.

/** Of each kind: what it may be by itself, and what it may be made of. */
export type Grammar = Record<string, { leaves: string[]; rules: string[] }>;
