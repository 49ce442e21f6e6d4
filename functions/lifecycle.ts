// An instance begins to export its telemetry, if settings say where to. When it is told to stop, what it still holds in
// memory is landed first, its pulse says goodbye, its SQL processes end, and the last telemetry is sent.

import { app } from '@azure/functions';
import { beginTelemetry, endPulse, endTelemetry, getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

app.hook.appStart(beginTelemetry);

const roles = readRoles(process.env);
// Clients go on elsewhere at once.
if (roles.has('serve')) app.hook.appTerminate(() => getPlatform().live.close());
if (roles.has('refine')) app.hook.appTerminate(() => getPlatform().drain());
app.hook.appTerminate(endPulse);
if (roles.has('serve')) app.hook.appTerminate(() => getPlatform().sql.close());
app.hook.appTerminate(endTelemetry);
