// The typed client of Assay's API: its types are written by `npm run client` from the document that describes the API.

import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem } from './problem.ts';
import type { components, paths } from './schema.ts';

export type Api = Client<paths>;

/** A type of the API's document by its name there. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/**
 * `headers` are asked for at each request: a function key or a bearer token. Nothing else than the page's own origin is
 * ever asked.
 */
export function createApi(headers: () => Record<string, string>, baseUrl = '/api'): Api {
  const api = createClient<paths>({ baseUrl, credentials: 'same-origin' });
  api.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
      return request;
    },
  });
  return api;
}

type Outcome<Data> = { data?: Data; error?: unknown; response: Response };

/** What was answered. Throws an ApiProblem for a refusal. Usage: `answered(api.GET('/gold'))`. */
export async function answered<Data>(request: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await request;
  if (!response.ok || data === undefined || data === null)
    throw new ApiProblem(response.status, error, response.headers);
  return data as NonNullable<Data>;
}
