// Calls of the API: as whoever is signed in, answered in JSON, and every failure one kind of error that says what is wrong
// and what to do.

import { apiUrl, authorizedFetch } from './session.ts';

/** RFC 9457, as the API answers what it cannot do. Status 0: no answer came at all. */
export type ProblemDetails = {
  status: number;
  title: string;
  detail: string;
  parameter?: string;
  line?: number;
  column?: number;
};

export class ApiError extends Error {
  override name = 'ApiError';
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(`${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

export type Query = Record<string, string | number | boolean | undefined>;
type CallOptions = { query?: Query; body?: unknown; signal?: AbortSignal };

/** Throws an ApiError for every answer that is not 2xx, and when none comes. An abort stays an AbortError. */
export async function call<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { query = {}, body, signal }: CallOptions = {},
): Promise<T> {
  const url = apiUrl(path);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  const request = new Request(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal === undefined ? {} : { signal }),
    cache: 'no-cache',
  });
  const answer = await answerOf(request);
  if (!answer.ok) throw new ApiError(await problemOf(answer));
  return (await answer.json()) as T;
}

export const get = <T>(path: string, options?: Omit<CallOptions, 'body'>): Promise<T> =>
  call<T>('GET', path, options);

async function answerOf(request: Request): Promise<Response> {
  try {
    return await authorizedFetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const detail = `${new URL(request.url).host} did not answer ${new URL(request.url).pathname}`;
    throw new ApiError({ status: 0, title: 'No answer', detail });
  }
}

/** What an answer says is wrong, whether it is problem details or the bare status of a host. */
export async function problemOf(answer: Response): Promise<ProblemDetails> {
  const named = { status: answer.status, title: answer.statusText || `Status ${answer.status}`, detail: '' };
  try {
    return { ...named, ...((await answer.json()) as Partial<ProblemDetails>) };
  } catch {
    return named;
  }
}

/** What whoever sees this can do about it. */
export function remedy({ status, parameter }: ProblemDetails): string {
  if (status === 0) return 'Is the platform running? It is asked again by itself.';
  if (status === 401) return 'Sign in again: npm start prints an address that holds the key.';
  if (status === 403) return 'Ask an administrator of the API in Entra ID to give you the role it names.';
  if (status === 404) return 'Check the address, or go back to Flow and follow a link from there.';
  if (status === 429) return 'Wait a moment: it is asked again by itself.';
  if (status === 400 || status === 422)
    return parameter ? `Change ${parameter} and try again.` : 'Change what was asked and try again.';
  if (status === 503) return 'A service it needs is not there: GET /api/health names which.';
  return 'Look into the log of the app "serve"; it has the same moment.';
}
