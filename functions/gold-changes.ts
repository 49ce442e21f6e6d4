// GET /api/gold/{model}/changes: the rows of a key and then each change of them, as server-sent events. For who may query.

import { registerStream } from '../src/http-function.ts';

registerStream('gold-changes', 'gold/{model}/changes', 'query', ({ live }, request, attendance) =>
  live.open(
    request.params.model ?? '',
    new URL(request.url).searchParams,
    request.headers.get('last-event-id'),
    attendance,
  ),
);
