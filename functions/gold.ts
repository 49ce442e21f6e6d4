// GET /api/gold and GET /api/gold/{model}: what the gold models are, and their rows. For holders of a function key.

import { registerGet } from '../src/http-function.ts';

registerGet('gold-models', 'gold', 'function', platform => platform.describeGold());

registerGet('gold', 'gold/{model}', 'function', (platform, request) =>
  platform.queryGold(
    request.params.model ?? '',
    new URL(request.url).searchParams,
    request.headers.get('if-none-match'),
  ),
);
