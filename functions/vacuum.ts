// vacuum: every hour, deletes what no table refers to any more.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('maintain'))
  app.timer('vacuum', { schedule: '0 17 * * * *', handler: () => getPlatform().vacuum() });
