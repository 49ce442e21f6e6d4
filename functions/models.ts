// GET /api/models/{model}: a gold model's query, lineage and versions. For who may query.

import { registerGet } from '../src/http-function.ts';

registerGet('model', 'models/{model}', 'query', (platform, request) =>
  platform.describeModel(request.params.model ?? ''),
);
