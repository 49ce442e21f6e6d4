// POST /api/sql: a SELECT over the lake's tables and gold. GET /api/sql: what tables there are. For holders of a function key.

import { registerGet, registerPost } from '../src/http-function.ts';

registerGet('sql-tables', 'sql', 'function', ({ sql }) => sql.describe());

registerPost('sql', 'sql', 'function', async ({ sql }, request, signal) =>
  sql.answer(await request.text(), request.headers.get('accept'), signal),
);
