// When an instance is told to stop, what it still holds in memory is landed first.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('refine')) app.hook.appTerminate(() => getPlatform().drain());
