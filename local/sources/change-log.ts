// Debezium change events written as text, over the log of one database: every change has its own position,
// positions only grow, and changes come in transactions. The dialects differ in how they tell the position.
import type { Draft, JsonObject, Moment } from './simulator.ts';

/** c: insert, u: update, d: delete, r: read by an incremental snapshot. */
export type Op = 'c' | 'u' | 'd' | 'r';

/** Where a change stands in its database's log. */
export interface Position {
  /** Fields of the `source` block, as JSON members. */
  members: string;
  /** The position as one text, for the identity. */
  text: string;
  /** Debezium's id of the transaction. */
  transaction: string;
}

/** The log of one database system. */
export interface Dialect {
  connector: string;
  db: string;
  /** PostgreSQL and SQL Server have schemas, MySQL has none. */
  schema: string | undefined;
  /** Starts a transaction. */
  begin(): void;
  /** The next position of the log. */
  advance(op: Op): Position;
}

export interface ChangeLog {
  /** Starts a transaction; the changes that follow belong to it. */
  begin(): void;
  /** @param key primary key as text @param before @param after rows as JSON text, or null */
  change(
    table: string,
    key: string,
    op: Op,
    before: string | null,
    after: string | null,
    moment: Moment,
  ): Draft;
  renew(body: JsonObject, keyColumns: readonly string[]): string;
}

export function changeLog(name: string, dialect: Dialect): ChangeLog {
  const { connector, db, schema } = dialect;
  const prefix = schema === undefined ? db : `${db}.${schema}`;
  const head = `"version":"3.0.8.Final","connector":"${connector}","name":"${name}","db":"${db}"`;
  const schemaMember = schema === undefined ? '' : `"schema":"${schema}",`;
  let order = 0;
  return {
    begin: () => {
      dialect.begin();
      order = 0;
    },
    change: (table, key, op, before, after, { eventMs, nowMs }) => {
      const position = dialect.advance(op);
      order++;
      const transaction =
        op === 'r'
          ? 'null'
          : `{"id":"${position.transaction}","total_order":${order},"data_collection_order":${order}}`;
      const text = `{"before":${before},"after":${after},"source":{${head},${schemaMember}"table":"${table}","ts_ms":${eventMs},"ts_ns":${eventMs}000000,"snapshot":"${op === 'r' ? 'incremental' : 'false'}",${position.members}},"transaction":${transaction},"op":"${op}","ts_ms":${nowMs}}`;
      const identity = `${name}_${table}|${key}|${position.text}`;
      return { type: `${prefix}.${table}`, table: `${name}_${table}`, identity, partitionKey: key, text };
    },
    renew: (body, keyColumns) => {
      const position = dialect.advance('u');
      const source = body.source as JsonObject;
      Object.assign(source, JSON.parse(`{${position.members}}`));
      const row = (body.after ?? body.before) as JsonObject;
      const key = keyColumns.map(column => String(row[column])).join(':');
      return `${name}_${String(source.table)}|${key}|${position.text}`;
    },
  };
}
