// replay-steps: does the next step of a replay for each message. replay-sweep: sends messages that were lost; a host that
// dies keeps its message hidden for ten minutes.

import { app } from '@azure/functions';
import { getPlatform } from '../src/compose/platform.ts';
import { readRoles } from '../src/config.ts';

if (readRoles(process.env).has('maintain')) {
  app.storageQueue('replay-steps', {
    queueName: 'replay-steps',
    connection: 'Queues',
    handler: message => getPlatform().replays.takeMessage(message),
  });
  app.timer('replay-sweep', { schedule: '*/15 * * * * *', handler: () => getPlatform().replays.sweep() });
}
