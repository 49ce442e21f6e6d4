// Answers a request as Confluent's registry does: its media types, its errors as `{"error_code": …, "message": …}`.

import type { Access } from '../../access.ts';
import { isObject } from '../../json.ts';
import { type Answer, Problem } from '../../problem.ts';
import type { Registry } from '../registry.ts';
import { RegistryError } from '../registry-error.ts';
import type { RegistryRequest } from './request.ts';
import { findRoute } from './routes.ts';

const versioned = 'application/vnd.schemaregistry.v1+json';
const mediaTypes = [versioned, 'application/vnd.schemaregistry+json', 'application/json'];
const readable = new Set([...mediaTypes, 'application/octet-stream']);

/**
 * `demand` throws a Problem when the caller may not do what the route does. Never throws: what fails for another reason
 * than the request is logged, and answered with 50001, after which clients try again.
 */
export async function answerRegistry(
  registry: Registry,
  request: RegistryRequest,
  demand: (access: Access) => void,
): Promise<Answer> {
  try {
    const { route, parameters } = findRoute(request.method, request.path);
    demand(route.access);
    const contentType = negotiate(request.accept);
    demandReadable(request);
    const reply =
      'ask' in route
        ? route.ask(await registry.read(), parameters, request)
        : await registry.change(state => route.decide(state, parameters, request));
    const body = isRaw(reply) ? reply.raw : JSON.stringify(reply);
    return { status: 200, headers: { 'content-type': contentType }, body };
  } catch (error) {
    return refused(error);
  }
}

const isRaw = (reply: unknown): reply is { raw: string } =>
  isObject(reply) && typeof reply.raw === 'string' && Object.keys(reply).length === 1;

/** The first of ours that the caller takes; clients send them with weights, and ours is their first. */
function negotiate(accept: string | null): string {
  if (accept === null || accept.trim() === '') return versioned;
  const taken = accept.split(',').map(range => range.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  if (taken.includes('*/*') || taken.includes('application/*')) return versioned;
  const found = mediaTypes.find(type => taken.includes(type));
  if (found === undefined) throw new RegistryError(406, 'HTTP 406 Not Acceptable');
  return found;
}

function demandReadable({ method, contentType, body }: RegistryRequest): void {
  if (method === 'GET' || method === 'DELETE' || body === '' || contentType === null) return;
  if (!readable.has(contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''))
    throw new RegistryError(415, 'HTTP 415 Unsupported Media Type');
}

function refused(error: unknown): Answer {
  if (error instanceof RegistryError) return errorAnswer(error.status, error.code, error.message);
  if (error instanceof Problem) return errorAnswer(error.status, error.status, error.message);
  console.error('the schema registry failed:', error);
  return errorAnswer(500, 50001, 'Error in the backend data store');
}

function errorAnswer(status: number, error_code: number, message: string): Answer {
  return { status, headers: { 'content-type': versioned }, body: JSON.stringify({ error_code, message }) };
}
