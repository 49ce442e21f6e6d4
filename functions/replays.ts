// /api/replays and /api/replays/{id}: what is replayed and how far it is; POST starts one, DELETE cancels it.
// POST /api/replays/preview: what it would do. For operators.

import { registerPost, registerTree } from '../src/http-function.ts';

registerPost('replay-preview', 'replays/preview', 'operator', async (platform, request) =>
  platform.previewReplay(await request.text()),
);

registerTree('replays', 'replays', ['GET', 'POST', 'DELETE'], ({ replays }, request) =>
  replays.answer(request),
);
