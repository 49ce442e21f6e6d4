// Epoch milliseconds as RFC 3339 text, remembering the last one: many events share a millisecond.
let lastMs = Number.NaN;
let lastText = '';

/** RFC 3339 in UTC with milliseconds. */
export function rfc3339(ms: number): string {
  if (ms !== lastMs) {
    lastText = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastText;
}

/** Minute of the day in UTC, 0 to 1439. */
export const minuteOfDay = (ms: number): number => Math.floor(ms / 60_000) % 1440;
