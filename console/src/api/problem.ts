// A refusal of the API (RFC 9457), as an error that pages show.

export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  /** The parameter or field that is wrong. */
  readonly parameter: string | undefined;
  /** In a query: where it is wrong, both from 1. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** Seconds after which it may go. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: unknown, headers?: Headers) {
    const fields = isObject(body) ? body : {};
    super(text(fields.detail) ?? describe(status));
    this.status = status;
    this.title = text(fields.title) ?? describe(status);
    this.parameter = text(fields.parameter);
    this.line = number(fields.line);
    this.column = number(fields.column);
    this.retryAfter = number(Number(headers?.get('retry-after') ?? Number.NaN));
  }
}

/** The problem that an answer holds; an answer that is no problem document gets words for its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  return new ApiProblem(response.status, body, response.headers);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

function describe(status: number): string {
  if (status === 401) return 'The key or the sign-in is missing or wrong';
  if (status === 403) return 'Your role does not allow this';
  if (status === 404) return 'There is nothing of that name';
  return `The API answered ${status}`;
}
