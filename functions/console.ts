// GET /api/console/…: the console's files. Open to all: they hold no data. src/console/answer.ts says why.

import { registerConsole } from '../src/http-function.ts';

registerConsole();
