// compact: every five minutes, makes large data files of the small ones that streaming leaves.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('maintain'))
  app.timer('compact', { schedule: '0 */5 * * * *', handler: () => getPlatform().compact() });
