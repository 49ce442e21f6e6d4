// GET /api/ledger: every partition, and whether it adds up. GET /api/ledger/{source}/gaps: the coordinates that do not.
// For operators. ledger-check: every minute, says so in metrics and log.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';
import { registerGet } from '../src/http-function.ts';

registerGet('ledger', 'ledger', 'operator', platform => platform.ledger());

registerGet('ledger-gaps', 'ledger/{source}/gaps', 'operator', (platform, request) =>
  platform.ledgerGaps(request.params.source ?? ''),
);

if (readRoles(process.env).has('maintain'))
  app.timer('ledger-check', { schedule: '40 * * * * *', handler: () => getPlatform().checkLedger() });
