// The syntax tree of the part of Cosmos DB's SQL that this server evaluates itself. What is outside it raises
// Unsupported and goes to the npm package @zeit/cosmosdb-query.

export type Expression =
  | { kind: 'constant'; value: unknown }
  | { kind: 'literal'; index: number }
  | { kind: 'parameter'; name: string }
  | { kind: 'path'; steps: (string | number)[] }
  | { kind: 'member'; object: Expression; property: Expression }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'in'; value: Expression; list: Expression[] }
  | { kind: 'between'; value: Expression; low: Expression; high: Expression }
  | { kind: 'like'; value: Expression; pattern: Expression }
  | { kind: 'conditional'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'aggregate'; name: string; argument: Expression; slot: number }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'object'; entries: [string, Expression][] };

export type Selected = { expression: Expression; name: string };
export type Ordering = { expression: Expression; descending: boolean };

export type Query = {
  distinct: boolean;
  top?: Expression;
  /** `*`, `VALUE e`, or a list. */
  select: 'all' | { value: Expression } | { list: Selected[] };
  where?: Expression;
  groupBy: Expression[];
  orderBy: Ordering[];
  offset?: Expression;
  limit?: Expression;
  aggregates: { name: string; argument: Expression }[];
};

/** Valid perhaps, but not ours to evaluate. */
export class Unsupported extends Error {}
