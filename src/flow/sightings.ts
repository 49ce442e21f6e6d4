// Where lanes ended, each time that someone looked. Between two looks events came in evenly, as far as anyone knows: that
// tells how many there were at a moment, and since when the first that is not done has waited.

export type Sightings = {
  /** `last` by lane. Looks come in order of time; older ones than the newest are passed over. */
  add(atMs: number, last: ReadonlyMap<string, number>): void;
  /** The lane's last sequence number at a moment; null when nobody had looked by then. */
  lastAt(lane: string, atMs: number): number | null;
  /** When this sequence number came in; null when it was there by the first look, or has not come by the last. */
  cameAt(lane: string, sequenceNumber: number): number | null;
  /** When someone looked first, of the looks that are kept. */
  firstAt(lane: string): number | null;
};

type Sighting = { atMs: number; last: number };

/** Of one lane: two minutes of looks a second apart. What is older is told by the consumer's own progress. */
const keptPerLane = 120;

export function createSightings(): Sightings {
  const lanes = new Map<string, Sighting[]>();
  return {
    add: (atMs, lasts) => {
      for (const [lane, last] of lasts) {
        const seen = lanes.get(lane) ?? [];
        lanes.set(lane, seen);
        if (atMs <= (seen.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY)) continue;
        seen.push({ atMs, last });
        if (seen.length > keptPerLane) seen.shift();
      }
    },
    lastAt: (lane, atMs) => {
      const seen = lanes.get(lane) ?? [];
      const next = seen.findIndex(sighting => sighting.atMs > atMs);
      const after = seen[next];
      const before = next < 0 ? seen.at(-1) : seen[next - 1];
      if (!before) return null;
      if (!after) return before.last;
      const part = (atMs - before.atMs) / (after.atMs - before.atMs);
      return Math.floor(before.last + (after.last - before.last) * part);
    },
    cameAt: (lane, sequenceNumber) => {
      const seen = lanes.get(lane) ?? [];
      const next = seen.findIndex(({ last }) => last >= sequenceNumber);
      const [after, before] = [seen[next], seen[next - 1]];
      if (!after || !before) return null;
      const part = (sequenceNumber - before.last) / (after.last - before.last);
      return before.atMs + (after.atMs - before.atMs) * part;
    },
    firstAt: lane => lanes.get(lane)?.[0]?.atMs ?? null,
  };
}
