// What a query process is asked and what it answers, as messages between processes. Answers are checked when they arrive:
// a process that runs text of others is not trusted to keep to them.

import { isObject } from '../json.ts';

/** A view that stands in for a table: `select` gives its rows. */
export type Scan = { catalog: string; schema: string; name: string; select: string };

export type AnswerFormat = 'json' | 'csv' | 'parquet';

export type ProcessRequest =
  /** Begins a query: a new database that may touch `folder` only. Answered by `parsed`. */
  | { kind: 'open'; sql: string; folder: string; memoryMb: number; threads: number }
  /** Evaluates the expressions that a serialised statement selects. Answered by `evaluated`. */
  | { kind: 'evaluate'; statement: string }
  /** Answers a serialised statement into `file`, with at most `maxRows` rows. Answered by `answered`. */
  | { kind: 'answer'; statement: string; scans: Scan[]; maxRows: number; format: AnswerFormat; file: string }
  /** Ends the query. Answered by `closed`. */
  | { kind: 'close' };

/** A value as text, with its type as DuckDB names it; null is SQL's null. */
export type Evaluated = { type: string; text: string | null };

export type Column = { name: string; type: string };

export type ProcessReply =
  | { kind: 'ready' }
  | { kind: 'parsed'; statement: string }
  | { kind: 'evaluated'; values: Evaluated[] }
  | { kind: 'answered'; columns: Column[]; rowCount: number; truncated: boolean }
  /** `tired`: the process holds memory that it has not given back, and should be replaced. */
  | { kind: 'closed'; tired: boolean }
  /** `type` is DuckDB's kind of error, such as `Binder`; `offset` is in bytes of the query's text, null when not known. */
  | { kind: 'failed'; type: string; message: string; offset: number | null };

export type ReplyOf<Kind extends ProcessReply['kind']> = Extract<ProcessReply, { kind: Kind }>;

/** Null when it is no reply. */
export function parseReply(message: unknown): ProcessReply | null {
  if (!isObject(message)) return null;
  const reply: { [field: string]: unknown } = message;
  switch (reply.kind) {
    case 'ready':
      return { kind: 'ready' };
    case 'closed':
      return { kind: 'closed', tired: reply.tired === true };
    case 'parsed':
      return isText(reply.statement) ? { kind: 'parsed', statement: reply.statement } : null;
    case 'evaluated':
      return isListOf(reply.values, isEvaluated) ? { kind: 'evaluated', values: reply.values } : null;
    case 'answered':
      return isAnswered(reply) ? reply : null;
    case 'failed':
      return isFailed(reply) ? reply : null;
    default:
      return null;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isEvaluated(value: unknown): value is Evaluated {
  const { type, text } = (value ?? {}) as Partial<Evaluated>;
  return isText(type) && (text === null || isText(text));
}

function isColumn(value: unknown): value is Column {
  const { name, type } = (value ?? {}) as Partial<Column>;
  return isText(name) && isText(type);
}

function isAnswered(reply: { [field: string]: unknown }): reply is ReplyOf<'answered'> {
  const { columns, rowCount, truncated } = reply;
  return isListOf(columns, isColumn) && Number.isInteger(rowCount) && typeof truncated === 'boolean';
}

function isFailed(reply: { [field: string]: unknown }): reply is ReplyOf<'failed'> {
  const { type, message, offset } = reply;
  return isText(type) && isText(message) && (offset === null || Number.isInteger(offset));
}
