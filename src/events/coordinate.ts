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

/** The lane of a lane's name: partitions have no hyphen. */
export function laneNamed(name: string): Lane {
  const end = name.lastIndexOf('-');
  return { hub: name.slice(0, end), partitionId: name.slice(end + 1) };
}

const baseSuffix = '.base';

/** The lane under which what came before a rebuild is folded (docs/decisions/gold-rebuild.md). */
export function baseLane({ hub, partitionId }: Lane): Lane {
  return { hub, partitionId: partitionId + baseSuffix };
}

/** The name of the lane that a watermark is of, whether it is of live folds or of a rebuild's. */
export function laneOfWatermark(name: string): string {
  return name.endsWith(baseSuffix) ? name.slice(0, -baseSuffix.length) : name;
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
