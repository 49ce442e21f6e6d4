// GET /api/health: open to all, because load balancers and probes hold no key; it names dependencies, never addresses.

import { registerGet } from '../src/http-function.ts';

registerGet('health', 'health', 'open', platform => platform.health());
