// maintain: every ten seconds, commits what has landed and closes gaps.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('maintain'))
  app.timer('maintain', { schedule: '*/10 * * * * *', handler: () => getPlatform().maintain() });
