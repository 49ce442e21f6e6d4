// Where a replayed event comes from. A copy that is published again, whole replays later or twice by one that was killed,
// is told by the origin that it carries: of all copies of one origin the first counts, the others are duplicates.

import { type Coordinate, formatCoordinate } from './coordinate.ts';
import type { RawEvent } from './raw-event.ts';

/** Application properties of a replayed event: where it comes from, and the replay that published it. */
export const originProperty = 'assay-origin';
export const replayProperty = 'assay-replay';

const maxLength = 2_000;

/** Null for an event that a source sent by itself. */
export function originOf({ properties }: Pick<RawEvent, 'properties'>): string | null {
  const origin = properties[originProperty];
  return typeof origin === 'string' && origin !== '' && origin.length <= maxLength ? origin : null;
}

/** Of an event that was quarantined: its coordinate. */
export function redriveOrigin(coordinate: Coordinate): string {
  return formatCoordinate(coordinate);
}

/** Of a line of a file in the inbox: the file's path and version, and the number of the line. */
export function lineOrigin(path: string, etag: string, line: number): string {
  return `${path}@${etag}#${line}`;
}

/** Whether the event is a quarantined one that comes again. */
export function isRedriven(origin: string | null): boolean {
  return origin !== null && /^[a-z0-9-]+\/\d+\/\d+$/.test(origin);
}
