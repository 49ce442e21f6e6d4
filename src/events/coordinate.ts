// A coordinate names one event for ever: (hub, partition, sequence number).
// Within a partition sequence numbers only grow; all of the platform's exactness is built on that.

/** `sequenceNumber` is a safe integer: a partition would need millennia at its limit to pass 2^53. */
export type Coordinate = { hub: string; partitionId: string; sequenceNumber: number };

/** A lane is one partition of one hub: the unit of order, of ownership and of watermarks. */
export type Lane = { hub: string; partitionId: string };

/** Both ends are included. */
export type SequenceRange = { first: number; last: number };

export function laneName({ hub, partitionId }: Lane): string {
  return `${hub}-${partitionId}`;
}

export function formatCoordinate({ hub, partitionId, sequenceNumber }: Coordinate): string {
  return `${hub}/${partitionId}/${sequenceNumber}`;
}

/** The inverse of formatCoordinate. Throws when the text is none. */
export function parseCoordinate(text: string): Coordinate {
  const [, hub, partitionId, sequenceNumber] = /^([a-z0-9-]+)\/([^/]+)\/(\d+)$/.exec(text) ?? [];
  if (hub === undefined || partitionId === undefined)
    throw new SyntaxError(`"${text}" is not a coordinate (hub/partition/sequence)`);
  return { hub, partitionId, sequenceNumber: Number(sequenceNumber) };
}
