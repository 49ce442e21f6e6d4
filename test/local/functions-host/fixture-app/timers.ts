// Timer functions: one every second, one slower than its interval, one that names its schedule by a setting.
import { app } from '@azure/functions';

app.timer('tick', {
  schedule: '%TickSchedule%',
  handler: (timer, context) => context.log(JSON.stringify(timer)),
});
let running = 0;
app.timer('slow-tick', {
  schedule: '*/1 * * * * *',
  runOnStartup: true,
  handler: async (_timer, context) => {
    running++;
    context.log(`running ${running}`);
    await new Promise(resolve => setTimeout(resolve, 1300));
    running--;
  },
});
app.timer('yearly', {
  schedule: '0 0 0 1 1 *',
  handler: (timer, context) => context.log(JSON.stringify(timer)),
});
app.timer('unresolved', { schedule: '%NoSuchSetting%', handler: () => undefined });
