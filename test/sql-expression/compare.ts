// Our engine beside the judge: whether an expression has the same type, and for each row the same value or an error.

import { toText } from '../../src/sql-expression/cast-text.ts';
import {
  type Compiled,
  compileSql,
  type Scope,
  SqlRuntimeError,
  type SqlType,
  type SyntaxNode,
  typeName,
  type Value,
} from '../../src/sql-expression/compile.ts';
import { double } from '../../src/sql-expression/types.ts';
import type { Column, Judge, Judgement, Outcome, Row, SqlRow } from './duckdb.ts';

/** What is to be said of one expression over the judge's rows. */
export type Verdict =
  | { kind: 'same'; outcomes: Outcome[] }
  | { kind: 'refused by both' }
  /** A constant part of it fails, which DuckDB sees before there are rows. */
  | { kind: 'fails at once' }
  | { kind: 'refused by us'; reason: string }
  | { kind: 'different'; expression: string; ours: unknown; duckdb: unknown; row?: readonly string[] };

export async function compareWith(
  judge: Judge,
  expression: string,
  columns: readonly Column[],
  rows: readonly SqlRow[],
): Promise<Verdict> {
  const ours = evaluateAll(await judge.syntax(expression), columns, rows);
  const fails = new Set(
    'refused' in ours ? [] : ours.outcomes.flatMap((each, i) => (isError(each) ? [i] : [])),
  );
  const duckdb = await judge.judge(expression, fails);
  if ('refused' in duckdb && /^Error: (Conversion|Out of Range|Invalid Input) Error/.test(duckdb.refused))
    return { kind: 'fails at once' };
  if ('refused' in ours)
    return 'refused' in duckdb
      ? { kind: 'refused by both' }
      : { kind: 'refused by us', reason: ours.refused };
  if ('refused' in duckdb || ours.type !== duckdb.type)
    return {
      kind: 'different',
      expression,
      ours: ours.type,
      duckdb: 'refused' in duckdb ? duckdb.refused : duckdb.type,
    };
  const at = ours.outcomes.findIndex(
    (each, i) => JSON.stringify(each) !== JSON.stringify(duckdb.outcomes[i]),
  );
  if (at < 0) return { kind: 'same', outcomes: ours.outcomes };
  const row = rows[at]?.sql ?? [];
  return { kind: 'different', expression, ours: ours.outcomes[at], duckdb: duckdb.outcomes[at], row };
}

function isError(outcome: Outcome): boolean {
  return typeof outcome === 'object' && outcome !== null && 'error' in outcome;
}

function scopeOf(columns: readonly Column[]): Scope<Row> {
  return {
    column: ([name, ...others]) => {
      const column = others.length === 0 ? columns.find(each => each.name === name) : undefined;
      return column ? { type: column.type, read: row => row[column.name] ?? null } : null;
    },
  };
}

function evaluateAll(node: SyntaxNode, columns: readonly Column[], rows: readonly SqlRow[]): Judgement {
  const compiled = compileSql(node, scopeOf(columns));
  if (!compiled.ok) return { refused: `${compiled.reason}; ${compiled.instead}` };
  return { type: typeName(compiled.type), outcomes: rows.map(({ row }) => outcomeOf(compiled, row)) };
}

function outcomeOf({ type, evaluate }: Compiled<Row>, row: Row): Outcome {
  try {
    const value = evaluate(row);
    if (type.id !== 'LIST' || value === null) return textOf(type, value);
    return (value as Value[]).map(each => textOf(type.element, each));
  } catch (error) {
    if (error instanceof SqlRuntimeError) return { error: true };
    throw error;
  }
}

function textOf(type: SqlType, value: Value): string | null {
  if (value === null) return null;
  const convert = toText(type.id === 'FLOAT' ? double : type) as ((value: Value) => Value) | null;
  return convert ? String(convert(value)) : JSON.stringify(value);
}
