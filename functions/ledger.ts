// GET /api/ledger: every partition, and whether it adds up. For holders of a function key.

import { registerGet } from '../src/http-function.ts';

registerGet('ledger', 'ledger', 'function', platform => platform.ledger());
