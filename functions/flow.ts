// GET /api/flow and GET /api/flow/history: what flows, as it is and as it was. For analysts. flow-points: every ten
// seconds, keeps a point of it.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';
import { registerGet } from '../src/http-function.ts';

registerGet('flow', 'flow', 'analyst', ({ flow }) => flow.now());

registerGet('flow-history', 'flow/history', 'analyst', ({ flow }, request) =>
  flow.history(new URL(request.url).searchParams),
);

if (readRoles(process.env).has('maintain'))
  app.timer('flow-points', { schedule: '*/10 * * * * *', handler: () => getPlatform().keepHistory() });
