// GET /api/sources/{source}: partitions, expectations and schemas of a source. GET /api/sources/{source}/quarantine: a sample
// of what lies in quarantine. For analysts, who may read the same events by SQL.

import { registerGet } from '../src/http-function.ts';

registerGet('source', 'sources/{source}', 'analyst', ({ flow }, request) =>
  flow.source(request.params.source ?? ''),
);

registerGet('source-quarantine', 'sources/{source}/quarantine', 'analyst', (platform, request) =>
  platform.quarantine(request.params.source ?? '', new URL(request.url).searchParams),
);
