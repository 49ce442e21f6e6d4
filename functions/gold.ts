// GET /api/gold and GET /api/gold/{model}: what the gold models are, and their rows. For who may query.

import { registerGet } from '../src/http-function.ts';

registerGet('gold-models', 'gold', 'query', platform => platform.describeGold());

registerGet('gold', 'gold/{model}', 'query', (platform, request) =>
  platform.queryGold(
    request.params.model ?? '',
    new URL(request.url).searchParams,
    request.headers.get('if-none-match'),
  ),
);
