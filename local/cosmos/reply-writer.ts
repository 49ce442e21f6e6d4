// Writes replies, with the headers that the SDKs read from each: charge, session, etag, activity.
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { CosmosError } from './errors.ts';
import type { Reply } from './exchange.ts';

export function writeReply(response: ServerResponse, reply: Reply): void {
  const { status, body, charge, etag, container, headers } = reply;
  const fields = [
    ...['Content-Type', 'application/json', 'x-ms-activity-id', randomUUID()],
    ...['x-ms-request-charge', String(charge), 'x-ms-version', '2020-07-15'],
  ];
  if (etag !== undefined) fields.push('etag', etag);
  if (container !== undefined) {
    fields.push('x-ms-session-token', `0:-1#${container.lsn}`, 'lsn', String(container.lsn));
    fields.push('x-ms-content-path', container.rid);
  }
  if (headers !== undefined) fields.push(...headers);
  if (status === 204 || status === 304) {
    response.writeHead(status, fields);
    response.end();
    return;
  }
  const text = body ?? '';
  fields.push('Content-Length', String(Buffer.byteLength(text)));
  response.writeHead(status, fields);
  response.end(text);
}

/** The reply to what a handler threw. Anything but a CosmosError is a fault of this server: 500, and logged. */
export function replyToError(error: unknown): Reply {
  if (!(error instanceof CosmosError)) {
    process.stderr.write(
      `cosmos: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    const message = error instanceof Error ? error.message : String(error);
    return { status: 500, body: JSON.stringify({ code: 'InternalServerError', message }), charge: 0 };
  }
  const { status, code, message, substatus } = error;
  const headers = substatus === 0 ? undefined : ['x-ms-substatus', String(substatus)];
  return { status, body: JSON.stringify({ code, message }), charge: 1, headers };
}
