// Server-sent events (html.spec.whatwg.org, 9.2): their text, and what the server says with them.

/** Why the server ends a stream, and whether to connect again. The API's description names them too. */
export const closingReasons = {
  slow: { retryAfterMs: 1_000, detail: 'the client does not read what it is sent' },
  age: { retryAfterMs: 0, detail: 'a stream is ended after some minutes; connect again with Last-Event-ID' },
  shutdown: { retryAfterMs: 500, detail: 'this instance is stopped; connect again with Last-Event-ID' },
  version: { retryAfterMs: null, detail: 'the model has a new version that this request does not fit' },
  rows: { retryAfterMs: null, detail: 'the answer has more rows than a stream may have; ask for less' },
  failure: { retryAfterMs: 2_000, detail: 'gold cannot be read now; connect again with Last-Event-ID' },
} as const satisfies Record<string, { retryAfterMs: number | null; detail: string }>;

export type ClosingReason = keyof typeof closingReasons;

/** `data` is JSON, which has no line breaks of its own. */
export function eventText(name: string, data: string, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}

export function closingText(reason: ClosingReason): string {
  const { detail, retryAfterMs } = closingReasons[reason];
  return eventText('closing', JSON.stringify({ reason, detail, retryAfterMs }));
}
