// GET /api/ledger: every partition, and whether it adds up. For operators.

import { registerGet } from '../src/http-function.ts';

registerGet('ledger', 'ledger', 'operator', platform => platform.ledger());
