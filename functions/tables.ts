// GET /api/tables: how large the lake's tables are, and how well kept. For analysts.

import { registerGet } from '../src/http-function.ts';

registerGet('tables', 'tables', 'analyst', platform => platform.describeTables());
