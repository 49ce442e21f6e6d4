// replay: takes requests for replays, and files that came into the lake's inbox, from Event Grid in either schema.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('maintain'))
  app.eventGrid('replay', { handler: event => getPlatform().replays.takeEvent(event) });
