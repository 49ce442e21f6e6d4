// Where an event of a sample is in its order, and how that travels as text: `2026-01-31T09:30:00.000Z,0,42`.

export type Place = { enqueuedMs: number; partitionId: string; sequenceNumber: number };

/** What `before` may be. The API's description says the same. */
export const placePattern =
  /^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z,[0-9]{1,4},[0-9]{1,15}$/;

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
