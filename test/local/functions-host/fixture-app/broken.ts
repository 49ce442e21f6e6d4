// A module that registers a function and then throws at load.
import { app } from '@azure/functions';

app.http('never', { handler: () => ({ body: 'never' }) });
throw new Error('this module throws at load');
