// /api/replays and /api/replays/{id}: what is replayed and how far it is; POST starts one, DELETE cancels it. For operators.

import { registerTree } from '../src/http-function.ts';

registerTree('replays', 'replays', ({ replays }, request) => replays.answer(request));
