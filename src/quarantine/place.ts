// Where an event of a sample is in its order, and how that travels as text: `2026-01-31T09:30:00.000Z,0,42`.

export type Place = { enqueuedMs: number; partitionId: string; sequenceNumber: number };

/** What `before` may be. The API's description says the same. */
export const placePattern =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z,\d{1,4},\d{1,15}$/;

export function formatPlace({ enqueuedMs, partitionId, sequenceNumber }: Place): string {
  return `${new Date(enqueuedMs).toISOString()},${partitionId},${sequenceNumber}`;
}

/** Null when it is none. */
export function parsePlace(text: string): Place | null {
  if (!placePattern.test(text)) return null;
  const [time = '', partitionId = '', sequenceNumber] = text.split(',');
  const enqueuedMs = Date.parse(time);
  return Number.isNaN(enqueuedMs)
    ? null
    : { enqueuedMs, partitionId, sequenceNumber: Number(sequenceNumber) };
}

/** Negative when `a` comes before `b`: by time, then partition, then sequence number. */
export function placeOrder(a: Place, b: Place): number {
  if (a.enqueuedMs !== b.enqueuedMs) return a.enqueuedMs - b.enqueuedMs;
  if (a.partitionId !== b.partitionId) return a.partitionId < b.partitionId ? -1 : 1;
  return a.sequenceNumber - b.sequenceNumber;
}
