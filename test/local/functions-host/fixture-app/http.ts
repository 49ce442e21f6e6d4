// HTTP functions that show what the host hands over and what it does with the answers.
import { app, type HttpRequest, type InvocationContext } from '@azure/functions';

app.http('hello', {
  methods: ['GET', 'POST'],
  route: 'hello/{name}',
  handler: async (request: HttpRequest) => ({
    headers: { 'x-seen-tag': request.headers.get('x-tag') ?? '' },
    jsonBody: {
      name: request.params.name,
      q: request.query.get('q'),
      method: request.method,
      path: new URL(request.url).pathname,
      body: request.method === 'POST' ? await request.text() : null,
    },
  }),
});
app.http('hello-world', { route: 'hello/world', handler: () => ({ body: 'literal' }) });
app.http('rest', { route: 'files/{*rest}', handler: request => ({ jsonBody: request.params }) });
app.http('secret', { authLevel: 'function', handler: () => ({ body: 'secret' }) });
app.http('admin-only', { authLevel: 'admin', route: 'admin-only', handler: () => ({ body: 'admin' }) });
app.http('fails', {
  handler: () => {
    throw new Error('on purpose');
  },
});
app.http('nothing', { handler: () => undefined as never });
app.http('cookies', {
  handler: () => ({
    status: 201,
    cookies: [{ name: 'a', value: '1', path: '/', httpOnly: true }],
    body: 'set',
  }),
});
app.http('slow', {
  handler: async (_request, context: InvocationContext) => {
    await new Promise(resolve => setTimeout(resolve, 700));
    context.log('slow is done');
    return { body: 'done' };
  },
});
app.serviceBusQueue('on-queue', { queueName: 'q', connection: 'ServiceBus', handler: () => undefined });
app.eventGrid('on-event', {
  handler: (event, context: InvocationContext) => {
    if (event.subject === 'fail') throw new Error('refused');
    context.log(`event ${event.id}`);
  },
});
app.hook.preInvocation(context => {
  context.hookData.before = true;
});
app.hook.postInvocation(context => {
  if (context.invocationContext.functionName === 'nothing' && context.hookData.before)
    context.result = { body: 'hooked' };
});
app.hook.appTerminate(() => {
  process.stderr.write('{"message":"appTerminate ran"}\n');
});
