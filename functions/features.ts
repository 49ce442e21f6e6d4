// GET /api/features/{view}/{key} and POST /api/features/{view}: feature vectors of one key, or of many. For who may query.

import { registerGet, registerPost } from '../src/http-function.ts';

registerGet('features', 'features/{view}/{key}', 'query', ({ features }, request) =>
  features.one(request.params.view ?? '', new URL(request.url)),
);

registerPost('features-batch', 'features/{view}', 'query', async ({ features }, request) =>
  features.batch(request.params.view ?? '', await request.text()),
);
