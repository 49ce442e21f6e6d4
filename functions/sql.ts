// POST /api/sql: a SELECT over the lake's tables and gold. GET /api/sql: what tables there are. For analysts.

import { registerGet, registerPost } from '../src/http-function.ts';

registerGet('sql-tables', 'sql', 'analyst', ({ sql }) => sql.describe());

registerPost('sql', 'sql', 'analyst', async ({ sql }, request, signal) =>
  sql.answer(await request.text(), request.headers.get('accept'), signal),
);
