// What can go wrong with a call of the API (api/client.ts): one kind of error, which says what is wrong and what to do.

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
