// DuckDB as the judge: the same expressions over the same rows, by its engine and by ours.

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Convert } from '../../src/sql-expression/cast-number.ts';
import { toText } from '../../src/sql-expression/cast-text.ts';
import {
  type Compiled,
  compileSql,
  parseSyntax,
  type Refusal,
  type Scope,
  SqlRuntimeError,
  type SqlType,
  type SyntaxNode,
  typeName,
  type Value,
} from '../../src/sql-expression/compile.ts';
import { nodeAt, nodesAt } from '../../src/sql-expression/syntax.ts';

export type Column = { name: string; type: SqlType };
export type Row = Record<string, Value>;
/** What an expression came to for one row: its text, NULL, or an error. */
export type Outcome = string | string[] | null | { error: true };
export type Judged = { type: string; outcomes: Outcome[] } | { refused: string };

export type Judge = {
  /** Expressions over rows that are given as SQL text for each column. */
  duckdb(expressions: readonly string[], columns: readonly Column[], rows: readonly string[][]): Promise<Judged[]>;
  syntax(expression: string): Promise<SyntaxNode>;
  run(sql: string): Promise<unknown[][]>;
  close(): void;
};

export async function openJudge(): Promise<Judge> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; PRAGMA disable_optimizer");
  return {
    duckdb: (expressions, columns, rows) => judgeAll(connection, expressions, columns, rows),
    syntax: expression => syntaxOf(connection, expression),
    run: async sql => (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function syntaxOf(connection: DuckDBConnection, expression: string): Promise<SyntaxNode> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [
    `SELECT ${expression}`,
  ]);
  const tree = parseSyntax(String(reader.getRows()[0]?.[0]));
  const [statement] = nodesAt(tree, 'statements');
  const [node] = statement ? nodesAt(nodeAt(statement, 'node'), 'select_list') : [];
  if (!node) throw new SyntaxError(`${expression}: ${JSON.stringify(tree)}`);
  return node;
}

async function judgeAll(
  connection: DuckDBConnection,
  expressions: readonly string[],
  columns: readonly Column[],
  rows: readonly string[][],
): Promise<Judged[]> {
  const definitions = columns.map(({ name, type }) => `"${name}" ${typeName(type)}`);
  const values = rows.map(row => `(${row.join(', ')})`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE t ("#" INTEGER${definitions.map(each => `, ${each}`).join('')});
    INSERT INTO t VALUES ${values.map((value, i) => `(${i}, ${value.slice(1)}`.replace(', )', ')')).join(', ')}`,
  );
  return judgeSome(connection, expressions);
}

/** Together when DuckDB takes them all; otherwise in halves, so that one that it refuses is found. */
async function judgeSome(connection: DuckDBConnection, expressions: readonly string[]): Promise<Judged[]> {
  const selected = expressions.map(
    (each, i) => `TRY(${each}) AS v${i}, TRY((${each}) IS NULL) AS n${i}, typeof(${each}) AS t${i}`,
  );
  try {
    const types = await connection.runAndReadAll(`SELECT ${selected.join(', ')} FROM t LIMIT 0`);
    const shown = expressions.map((_, i) =>
      types.columnType(i * 3).toString().endsWith('[]') ? `v${i}::VARCHAR[]` : `v${i}::VARCHAR`,
    );
    const columns = shown.map((each, i) => `${each}, n${i}, t${i}`);
    const reader = await connection.runAndReadAll(
      `SELECT ${columns.join(', ')} FROM (SELECT "#", ${selected.join(', ')} FROM t) ORDER BY "#"`,
    );
    return expressions.map((_, i) => judgedOf(reader.getRowsJson() as unknown[][], i * 3));
  } catch (error) {
    if (expressions.length === 1) return [{ refused: String(error).split('\n')[0] ?? '' }];
    const half = Math.ceil(expressions.length / 2);
    return [
      ...(await judgeSome(connection, expressions.slice(0, half))),
      ...(await judgeSome(connection, expressions.slice(half))),
    ];
  }
}

function judgedOf(rows: unknown[][], at: number): Judged {
  return {
    type: String(rows[0]?.[at + 2]),
    outcomes: rows.map(row => (row[at + 1] === null ? { error: true } : plain(row[at] as Outcome))),
  };
}

/** NaN has a sign in DuckDB's text, and none in JavaScript. */
function plain(outcome: Outcome): Outcome {
  if (Array.isArray(outcome)) return outcome.map(each => plain(each) as string);
  return outcome === '-nan' ? 'nan' : outcome;
}

export function scopeOf(columns: readonly Column[]): Scope<Row> {
  return {
    column: ([name, ...others]) => {
      const column = others.length === 0 ? columns.find(each => each.name === name) : undefined;
      return column ? { type: column.type, read: row => row[column.name] ?? null } : null;
    },
  };
}

export function judgeOurs(node: SyntaxNode, columns: readonly Column[], rows: readonly Row[]): Judged {
  const compiled = compileSql(node, scopeOf(columns));
  return compiled.ok ? outcomesOf(compiled, rows) : { refused: describe(compiled) };
}

function describe({ reason, instead }: Refusal): string {
  return instead === null ? reason : `${reason}; write ${instead}`;
}

function outcomesOf({ type, evaluate }: Compiled<Row>, rows: readonly Row[]): Judged {
  return { type: typeName(type), outcomes: rows.map(row => outcomeOf(type, () => evaluate(row))) };
}

function outcomeOf(type: SqlType, evaluate: () => Value): Outcome {
  try {
    const value = evaluate();
    if (type.id === 'LIST') return value && (value as Value[]).map(each => textOf(type.element, each) as string);
    return textOf(type, value);
  } catch (error) {
    if (error instanceof SqlRuntimeError) return { error: true };
    throw error;
  }
}

function textOf(type: SqlType, value: Value): string | null {
  const convert: Convert | null = toText(type);
  if (value === null) return null;
  return convert ? String((convert as (value: Value) => Value)(value)) : JSON.stringify(value);
}
