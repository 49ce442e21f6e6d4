// The typed client of Assay's API: its types are written by `npm run client` from the document that describes the API.
// Usage: `await answered(api.GET('/gold', { signal }))`.

import createClient from 'openapi-fetch';
import { ApiError, problemOf } from '../api.ts';
import { apiRoot } from '../paths.ts';
import { authorizedFetch } from '../session.ts';
import type { components, operations, paths } from './schema.ts';

/** A type of the API's document by its name there. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What the document says a model may be called: the models that were there when it was written. */
export type ModelName = operations['model']['parameters']['path']['model'];

/** Asks as whoever is signed in, and no other host than the page's own. */
export const api = createClient<paths>({ baseUrl: apiRoot, cache: 'no-cache', fetch: reached });

type Outcome<Data> = { data?: Data; error?: unknown; response: Response };

/** What was answered. Throws an ApiError for a refusal, and when no answer comes; an abort stays an AbortError. */
export async function answered<Data>(request: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await request;
  if (response.ok && data !== undefined && data !== null) return data as NonNullable<Data>;
  const { status, statusText } = response;
  const said = typeof error === 'object' ? error : {};
  throw new ApiError({ status, title: statusText || `Status ${status}`, detail: '', ...said });
}

/** An answer that is read as it comes: a stream, or a file. Throws as `answered` does. */
export async function opened(path: string, init: RequestInit): Promise<Response> {
  const answer = await reached(new Request(new URL(`${apiRoot}${path}`, location.origin), init));
  if (!answer.ok) throw new ApiError(await problemOf(answer));
  return answer;
}

async function reached(request: Request): Promise<Response> {
  try {
    return await authorizedFetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const { host, pathname } = new URL(request.url);
    throw new ApiError({ status: 0, title: 'No answer', detail: `${host} did not answer ${pathname}` });
  }
}
