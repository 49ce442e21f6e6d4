// Asks the platform at ASSAY_URL (http://127.0.0.1:7071) for SQL, with the function key ASSAY_KEY.

import type { Json } from '../src/json.ts';

export type SqlAnswer = {
  columns: { name: string; type: string }[];
  rows: { [column: string]: Json }[];
  truncated: boolean;
  rowCount: number;
  elapsedMs: number;
  filesRead: number;
  filesPruned: number;
};

const address = () => new URL('/api/sql', process.env.ASSAY_URL || 'http://127.0.0.1:7071');

/** Throws an Error that people can read when there is no answer. */
export async function askSql(init: RequestInit): Promise<Response> {
  const url = address();
  const headers = { 'x-functions-key': functionKey(url), 'content-type': 'application/json' };
  const response = await fetch(url, { ...init, headers }).catch((error: Error) => {
    throw new Error(`${url.host} does not answer: ${error.cause ?? error.message}`);
  });
  if (response.ok) return response;
  const text = await response.text();
  throw new Error(detailOf(text) ?? `${url.host} answered ${response.status} ${text}`);
}

export async function querySql(sql: string, limit: number): Promise<SqlAnswer> {
  const response = await askSql({ method: 'POST', body: JSON.stringify({ sql, limit }) });
  return (await response.json()) as SqlAnswer;
}

function functionKey({ hostname, host }: URL): string {
  if (process.env.ASSAY_KEY) return process.env.ASSAY_KEY;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return 'local-function-key';
  throw new Error(`set ASSAY_KEY to a function key of ${host}`);
}

function detailOf(text: string): string | null {
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return detail === undefined ? null : `${title}: ${detail}`;
  } catch {
    return null;
  }
}
