// Answers and refusals over HTTP, apart from any framework. Errors are RFC 9457 problem details.

export type Answer = { status: number; headers: Record<string, string>; body: string };

/** What a Problem may have beside what all have. */
type ProblemExtras = { members?: Record<string, unknown>; headers?: Record<string, string> };

/** Thrown where a request cannot be answered; says what is wrong, where, and what to do. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly parameter: string | undefined;
  readonly extras: ProblemExtras;
  constructor(status: number, title: string, detail: string, parameter?: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.parameter = parameter;
    this.extras = extras;
  }
}

export function badParameter(parameter: string, detail: string): Problem {
  return new Problem(400, 'Bad request parameter', detail, parameter);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Runs a handler; a Problem becomes its answer, and anything else is the caller's to log and answer with 500. */
export async function answering<A>(handle: () => Promise<A>): Promise<A | Answer> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return problemAnswer(error);
  }
}

function problemAnswer({ status, title, message, parameter, extras }: Problem): Answer {
  const body = {
    type: 'about:blank',
    title,
    status,
    detail: message,
    ...(parameter === undefined ? {} : { parameter }),
    ...extras.members,
  };
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...extras.headers },
    body: JSON.stringify(body),
  };
}
