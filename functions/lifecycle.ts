// When an instance is told to stop, what it still holds in memory is landed first, and its SQL processes end.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose.ts';
import { readRoles } from '../src/config.ts';

const roles = readRoles(process.env);
if (roles.has('refine')) app.hook.appTerminate(() => getPlatform().drain());
if (roles.has('serve')) app.hook.appTerminate(() => getPlatform().sql.close());
