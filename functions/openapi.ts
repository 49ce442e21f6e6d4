// GET /api/openapi.json: the API's description of itself. For who may query.

import { registerGet } from '../src/http-function.ts';

registerGet('openapi', 'openapi.json', 'query', platform => platform.describeApi());
