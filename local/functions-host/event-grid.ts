// The Event Grid webhook: validation handshakes of both schemas, and one invocation per event of a notification.
// A failed invocation answers 500, so that Event Grid delivers again.
// Sources: Microsoft.Azure.WebJobs.Extensions.EventGrid, HttpRequestProcessor; CloudEvents webhook specification.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypedData } from './core-types.ts';
import type { HostKeys } from './host-keys.ts';
import { type HostedFunction, triggerName } from './hosted-function.ts';
import { empty, readBody } from './http-function.ts';
import { requestKey, type Webhook } from './http-server.ts';
import type { Invocations } from './invoke.ts';
import { errorText, type Logger } from './logger.ts';

export interface EventGridOptions {
  functions: HostedFunction[];
  keys: HostKeys;
  invocations: Invocations;
  logger: Logger;
}

/** Handler of /runtime/webhooks/EventGrid?functionName=…&code=… */
export function eventGridWebhook(options: EventGridOptions): Webhook {
  return async (request, response, url) => {
    if (!options.keys.isSystem(requestKey(request, url), 'eventgrid_extension')) return empty(response, 401);
    const name = url.searchParams.get('functionName')?.toLowerCase();
    const fn = options.functions.find(one => one.name.toLowerCase() === name && one.error === undefined);
    if (!fn) return text(response, 404, `cannot find function: '${name ?? ''}'`);
    if (request.method === 'OPTIONS') return allowOrigin(request, response);
    if (request.method !== 'POST') return empty(response, 405);
    return deliver(fn, request, response, options);
  };
}

function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers['webhook-request-origin'];
  if (typeof origin !== 'string') {
    text(response, 400, "Missing 'WebHook-Request-Origin' header.");
    return;
  }
  response.writeHead(200, {
    'webhook-allowed-origin': origin,
    'webhook-allowed-rate': '*',
    'content-length': '0',
  });
  response.end();
}

async function deliver(
  fn: HostedFunction,
  request: IncomingMessage,
  response: ServerResponse,
  options: EventGridOptions,
): Promise<void> {
  const body = (await readBody(request))?.toString('utf8') ?? '';
  let events: unknown[];
  try {
    const parsed: unknown = JSON.parse(body);
    events = Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return text(response, 400, 'The body is not JSON');
  }
  const type = eventType(request);
  if (type === 'subscriptionvalidation') return validate(events[0], response);
  if (type === 'unsubscribe') return empty(response, 202);
  if (type !== 'notification') return text(response, 400, 'Unknown or missing aeg-event-type');
  const outcomes = await Promise.all(events.map(event => invoke(fn, event, options)));
  return empty(response, outcomes.every(Boolean) ? 202 : 500);
}

function eventType(request: IncomingMessage): string | undefined {
  const header = request.headers['aeg-event-type'];
  if (typeof header === 'string') return header.toLowerCase();
  // CloudEvents delivery needs no aeg header from other senders.
  return /^application\/cloudevents/i.test(request.headers['content-type'] ?? '')
    ? 'notification'
    : undefined;
}

function validate(event: unknown, response: ServerResponse): void {
  const code = (event as { data?: { validationCode?: unknown } } | undefined)?.data?.validationCode;
  if (typeof code !== 'string') {
    text(response, 400, 'The validation event has no data.validationCode');
    return;
  }
  const body = Buffer.from(JSON.stringify({ validationResponse: code }));
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

async function invoke(fn: HostedFunction, event: unknown, options: EventGridOptions): Promise<boolean> {
  const invocationId = randomUUID();
  const data = (event as { data?: unknown } | null)?.data;
  const inputData = [{ name: triggerName(fn), data: { json: JSON.stringify(event) } }];
  const triggerMetadata: Record<string, TypedData> =
    data === undefined ? {} : { data: { json: JSON.stringify(data) } };
  try {
    await options.invocations.run(fn.registered, { invocationId, inputData, triggerMetadata });
    return true;
  } catch (error) {
    const message = `Executed 'Functions.${fn.name}' (Failed): ${errorText(error)}`;
    options.logger.log('error', `Function.${fn.name}`, message, { invocationId });
    return false;
  }
}

function text(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(message),
  });
  response.end(message);
}
