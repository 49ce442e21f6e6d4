// Counts what a run did: made, acknowledged, by source and by kind, and how late calls came.
import type { SimulatedEvent } from './generate.ts';

export interface Tally {
  /** @param behindMs how long after it was due the event was made */
  made(behindMs: number): void;
  acknowledged(event: SimulatedEvent, sends: number): void;
  /** Counts so far; `rate` (events made a second) and `behindMs` (the worst) are of the span. */
  line(span: 'second' | 'run'): Record<string, unknown>;
}

export function startTally(): Tally {
  const startMs = performance.now();
  const bySource: Record<string, number> = {};
  const byKind: Record<string, number> = { valid: 0, duplicate: 0, invalid: 0 };
  let made = 0;
  let acknowledged = 0;
  let resent = 0;
  let late = 0;
  let worstBehindMs = 0;
  let worstOfRunMs = 0;
  let since = { ms: startMs, made: 0 };
  return {
    made: behindMs => {
      made++;
      worstBehindMs = Math.max(worstBehindMs, behindMs);
      worstOfRunMs = Math.max(worstOfRunMs, behindMs);
    },
    acknowledged: ({ source, truth }, sends) => {
      acknowledged++;
      if (sends > 1) resent++;
      if (truth.late) late++;
      bySource[source] = (bySource[source] ?? 0) + 1;
      byKind[truth.kind] = (byKind[truth.kind] ?? 0) + 1;
    },
    line: span => {
      const now = performance.now();
      const from = span === 'run' ? { ms: startMs, made: 0 } : since;
      const rate = Math.round(((made - from.made) * 10_000) / Math.max(1, now - from.ms)) / 10;
      since = { ms: now, made };
      const behindMs = Math.round(10 * (span === 'run' ? worstOfRunMs : worstBehindMs)) / 10;
      worstBehindMs = 0;
      return {
        made,
        acknowledged,
        resent,
        rate,
        behindMs,
        late,
        kinds: { ...byKind },
        bySource: { ...bySource },
      };
    },
  };
}
