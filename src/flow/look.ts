// One look at everything: the pulses, where the hubs end, and the ledger. However many people look at a time, and on however
// many instances, Event Hubs is asked about once a second.

import { type Lane, laneName } from '../events/coordinate.ts';
import type { HubPosition, LedgerStore, StoredEntry } from '../ledger/ledger.ts';
import type { PositionsSeen, Pulse, PulseStore } from '../pulse/pulse.ts';
import { logWarning } from '../telemetry/log.ts';
import { createSightings, type Sightings } from './sightings.ts';

export type Look = {
  atMs: number;
  pulses: Pulse[];
  positions: ReadonlyMap<string, HubPosition>;
  /** Null when the hubs were asked and answered; else why not. */
  hubsSilent: string | null;
  sightings: Sightings;
  entries: StoredEntry[];
};

export type LookParts = {
  lanes: readonly Lane[];
  store: Pick<PulseStore, 'read' | 'writePositions'>;
  ledger: Pick<LedgerStore, 'read'>;
  position: (lane: Lane) => Promise<HubPosition>;
  now?: () => number;
};

/** Positions that anyone asked for within this time are used again. */
const positionsMs = 900;

/** Answers are shared for this long. */
const sharedMs = 300;

/** A hub that does not answer must not hold the answer up. */
const patienceMs = 1_500;

const warnEveryMs = 60_000;

export function createLook(parts: LookParts): () => Promise<Look> {
  const { lanes, store, ledger, position, now = Date.now } = parts;
  const sightings = createSightings();
  let seen: PositionsSeen | null = null;
  let asking: Promise<void> | null = null;
  let warnedMs = Number.NEGATIVE_INFINITY;
  let shared: { atMs: number; look: Promise<Look> } | null = null;

  async function ask(): Promise<void> {
    const atMs = now();
    const positions = await Promise.all(lanes.map(position));
    seen = {
      atMs,
      lanes: Object.fromEntries(positions.map(at => [laneName(at), [at.begin, at.last]])),
    };
    // Others are spared the question; when this fails they ask for themselves.
    store.writePositions(seen).catch(() => {});
  }

  /** Null, or why the hubs were not heard. A question that is still open is not asked twice. */
  async function refresh(): Promise<string | null> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(resolve, patienceMs, `no answer within ${patienceMs} ms`);
    try {
      return await Promise.race([asking.then(() => null), late]);
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 200) : String(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async function look(): Promise<Look> {
    const [{ pulses, positions }, entries] = await Promise.all([store.read(), ledger.read()]);
    if (positions && positions.atMs > (seen?.atMs ?? 0)) {
      seen = positions;
      sight(positions);
    }
    let hubsSilent: string | null = null;
    if (!seen || now() - seen.atMs > positionsMs) {
      hubsSilent = await refresh();
      if (hubsSilent !== null) warn(hubsSilent);
    }
    if (seen) sight(seen);
    const known = seen ? Object.entries(seen.lanes) : [];
    const byName = new Map(lanes.map(lane => [laneName(lane), lane]));
    return {
      atMs: now(),
      pulses,
      hubsSilent,
      sightings,
      entries,
      positions: new Map(
        known.flatMap(([name, [begin, last]]) => {
          const lane = byName.get(name);
          return lane ? [[name, { ...lane, begin, last }] as const] : [];
        }),
      ),
    };
  }

  function warn(why: string): void {
    if (now() - warnedMs < warnEveryMs) return;
    warnedMs = now();
    logWarning(`Event Hubs does not say where its partitions end: ${why}`);
  }

  function sight({ atMs, lanes }: PositionsSeen): void {
    sightings.add(atMs, new Map(Object.entries(lanes).map(([name, [, last]]) => [name, last])));
  }

  return () => {
    if (shared && now() - shared.atMs < sharedMs) return shared.look;
    const started = { atMs: now(), look: look() };
    started.look.catch(() => {
      if (shared === started) shared = null;
    });
    shared = started;
    return started.look;
  };
}
