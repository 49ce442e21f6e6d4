// HTTP streaming: the function reads the request as it comes and answers piece by piece.
import { app } from '@azure/functions';

app.setup({ enableHttpStream: true });
app.http('echo', {
  methods: ['POST'],
  route: 'echo/{id}',
  handler: async request => ({
    status: 201,
    headers: { 'x-id': request.params.id ?? '' },
    body: request.body ?? '',
  }),
});
app.http('count', {
  methods: ['POST'],
  handler: async request => {
    let bytes = 0;
    for await (const chunk of request.body ?? []) bytes += (chunk as Uint8Array).length;
    return { jsonBody: { bytes } };
  },
});
app.http('throws', {
  handler: () => {
    throw new Error('on purpose');
  },
});
app.http('nothing', { handler: () => undefined as never });
