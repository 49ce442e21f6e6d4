// DuckDB as the judge: the same expressions over the same rows, by its engine and by ours.

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parseSyntax, type SqlType, type SyntaxNode, typeName } from '../../src/sql-expression/compile.ts';
import { nodeAt, nodesAt } from '../../src/sql-expression/syntax.ts';
import type { Value } from '../../src/sql-expression/value.ts';

export type Column = { name: string; type: SqlType };
export type Row = Record<string, Value>;
/** A row, and the SQL of each of its values. */
export type SqlRow = { row: Row; sql: readonly string[] };
/** What an expression came to for one row, as text; a list as its elements' texts. */
export type Outcome = string | (string | null)[] | null | { error: true };
export type Judgement = { type: string; outcomes: Outcome[] } | { refused: string };

export type Judge = {
  /** Sets the rows over which expressions are judged. */
  fill(columns: readonly Column[], rows: readonly SqlRow[]): Promise<void>;
  /** `fails` are the rows for which an error is expected: each is tried alone, as one error ends a query. */
  judge(expression: string, fails: ReadonlySet<number>): Promise<Judgement>;
  syntax(expression: string): Promise<SyntaxNode>;
  run(sql: string): Promise<unknown[][]>;
  close(): void;
};

export async function openJudge(): Promise<Judge> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'; PRAGMA disable_optimizer");
  return {
    fill: (columns, rows) => fillTable(connection, columns, rows),
    judge: (expression, fails) => judgeExpression(connection, expression, fails),
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

async function fillTable(
  connection: DuckDBConnection,
  columns: readonly Column[],
  rows: readonly SqlRow[],
): Promise<void> {
  const definitions = ['"#" INTEGER', ...columns.map(({ name, type }) => `"${name}" ${typeName(type)}`)];
  const values = rows.map(({ sql }, i) => `(${[i, ...sql].join(', ')})`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE t (${definitions.join(', ')})`);
  if (rows.length > 0) await connection.run(`INSERT INTO t VALUES ${values.join(', ')}`);
}

async function judgeExpression(
  connection: DuckDBConnection,
  expression: string,
  fails: ReadonlySet<number>,
): Promise<Judgement> {
  let type: string;
  try {
    const reader = await connection.runAndReadAll(`SELECT ${expression} FROM t WHERE "#" < 0`);
    type = reader.columnType(0).toString();
  } catch (error) {
    return { refused: String(error).split('\n')[0] ?? '' };
  }
  const select = `SELECT "#", typeof(v), ${shownAs('v', type)} FROM (SELECT "#", ${expression} AS v FROM t WHERE`;
  const passing = await outcomesOf(
    connection,
    select,
    `"#" NOT IN (-1${[...fails].map(i => `, ${i}`).join('')})`,
  );
  const failing = [];
  for (const i of [...fails].slice(0, 2))
    failing.push(...(await outcomesOf(connection, select, `"#" = ${i}`)));
  const outcomes: Outcome[] = [];
  for (const [i, , outcome] of [...passing, ...failing]) outcomes[i] = outcome;
  for (const i of fails) if (!(i in outcomes)) outcomes[i] = { error: true };
  return { type: passing[0]?.[1] || failing[0]?.[1] || type, outcomes };
}

type Shown = [row: number, type: string, outcome: Outcome];

/** An error among many rows is looked for in each of them. */
async function outcomesOf(connection: DuckDBConnection, select: string, which: string): Promise<Shown[]> {
  try {
    const reader = await connection.runAndReadAll(`${select} ${which}) ORDER BY "#"`);
    return (reader.getRowsJson() as Shown[]).map(([i, type, outcome]) => [i, type, withoutSign(outcome)]);
  } catch {
    const rows = (await connection.runAndReadAll(`SELECT "#" FROM t WHERE ${which}`)).getRowsJson();
    const [[only] = [], ...others] = rows as number[][];
    if (only === undefined) return [];
    if (others.length === 0) return [[only, '', { error: true }]];
    const each: Shown[] = [];
    for (const [i] of rows as number[][]) each.push(...(await outcomesOf(connection, select, `"#" = ${i}`)));
    return each;
  }
}

/** FLOAT is shown as the DOUBLE that it is: its own text is not always the shortest one. */
function shownAs(column: string, type: string): string {
  if (type.endsWith('[]')) return `${column}::VARCHAR[]`;
  return type === 'FLOAT' ? `${column}::DOUBLE::VARCHAR` : `${column}::VARCHAR`;
}

/** NaN has a sign in DuckDB's text, and none in JavaScript. */
function withoutSign(outcome: Outcome): Outcome {
  return outcome === '-nan' ? 'nan' : outcome;
}
