// The stream of events of all sources: a pure function of the options and the clock that is handed in. Event i
// of a seed is the same on every machine; what the platform should make of it is its `truth`, told to no one
// but the simulator's own log.
import { rfc3339 } from './clock-text.ts';
import { type Fault, possibleFaults, spoil, type TableShape } from './faults.ts';
import { makeJournal } from './journal.ts';
import { type Encoding, type MixEntry, selectSources } from './mix.ts';
import { oneOf, type Random, random } from './random.ts';
import type { Draft, JsonObject, Moment, Simulator } from './simulator.ts';
import { tableShapes } from './table-shapes.ts';
import { weighted } from './weighted.ts';
import { makeWorld } from './world.ts';

/** Shares are of all events, from 0 to 1. */
export interface FaultShares {
  /** Sent a second time, byte for byte. */
  duplicates: number;
  /** Happened up to two hours before they are sent. */
  late: number;
  /** Sent after later events of the same source (producers only: a database log keeps its order). */
  outOfOrder: number;
  invalid: number;
}

export const DEFAULT_FAULTS: FaultShares = { duplicates: 0.02, late: 0.01, outOfOrder: 0.01, invalid: 0.005 };

export interface StreamOptions extends FaultShares {
  seed: number;
  /** Capital letters and digits; identifiers carry it, so that two runs of one seed are different events. */
  run: string;
  /** Start of the run, epoch milliseconds. */
  startMs: number;
  /** Names of sources; none means all. */
  sources: readonly string[];
}

/** What the platform should make of an event. */
export interface Truth {
  kind: 'valid' | 'duplicate' | 'invalid';
  fault?: Fault;
  late: boolean;
  outOfOrder: boolean;
  type: string;
  table: string;
  identity: string;
  /** Of a duplicate: index of the event that it repeats. */
  repeats?: number;
}

export interface SimulatedEvent {
  /** Place in the stream, from 0. */
  index: number;
  source: string;
  hub: string;
  partitionKey: string;
  body: Buffer;
  contentType: string;
  properties: { 'produced-at': string };
  truth: Truth;
}

export interface Stream {
  /** Makes the next event. @param nowMs the present, epoch milliseconds */
  next(nowMs: number): SimulatedEvent;
}

const CONTENT_TYPES: Record<Encoding, string> = {
  cloudevents: 'application/cloudevents+json; charset=utf-8',
  debezium: 'application/json',
};
const TWO_HOURS_MS = 7_200_000;

interface Lane {
  entry: MixEntry;
  simulator: Simulator;
  shapes: Map<string, TableShape>;
  last: Draft | undefined;
}

type Unplaced = Omit<SimulatedEvent, 'index' | 'properties'>;

function openLanes(options: StreamOptions): Lane[] {
  const { seed, run, startMs } = options;
  const world = makeWorld(seed);
  const journal = makeJournal();
  return selectSources(options.sources).map(entry => {
    const rng = random(seed, entry.source);
    const simulator = entry.make({ world, journal, rng, seed, run, startMs });
    return { entry, simulator, shapes: tableShapes(entry.source), last: undefined };
  });
}

/** A valid event, or a spoilt copy of the lane's last valid one. */
function draw(lane: Lane, moment: Moment, late: boolean, invalid: boolean, rng: Random): Unplaced {
  const { source, encoding } = lane.entry;
  const base = { source, hub: source, contentType: CONTENT_TYPES[encoding] };
  if (invalid && lane.last) {
    const { type, table, partitionKey, text } = lane.last;
    const body = JSON.parse(text) as JsonObject;
    const identity = lane.simulator.renew(body, moment);
    const shape = lane.shapes.get(table);
    if (!shape) throw new Error(`catalog/${source} has no table ${table}`);
    const fault = oneOf(rng, possibleFaults(table, encoding));
    const truth: Truth = { kind: 'invalid', fault, late: false, outOfOrder: false, type, table, identity };
    return { ...base, partitionKey, body: spoil(body, fault, table, encoding, shape, rng), truth };
  }
  const draft = lane.simulator.next(moment);
  lane.last = draft;
  const { type, table, identity, partitionKey, text } = draft;
  const truth: Truth = { kind: 'valid', late, outOfOrder: false, type, table, identity };
  return { ...base, partitionKey, body: Buffer.from(text), truth };
}

/** Starts a stream. @throws when a source does not exist */
export function openStream(options: StreamOptions): Stream {
  const lanes = openLanes(options);
  const pickLane = weighted(lanes.map(lane => lane.entry.percent));
  const rng = random(options.seed, 'stream');
  // Events to be sent when the stream reaches an index: duplicates and those that are out of order.
  const later = new Map<number, Unplaced[]>();
  const due: Unplaced[] = [];
  let index = 0;

  const postpone = (event: Unplaced, by: number): void => {
    const at = index + by;
    const others = later.get(at);
    if (others) others.push(event);
    else later.set(at, [event]);
  };
  const fresh = (nowMs: number): Unplaced => {
    for (;;) {
      const lane = lanes[pickLane(rng)] ?? lanes[0];
      if (!lane) throw new Error('no sources are selected');
      const late = rng.chance(options.late);
      const invalid = rng.chance(options.invalid);
      const eventMs = late ? nowMs - 1000 - rng.below(TWO_HOURS_MS - 1000) : nowMs;
      const event = draw(lane, { eventMs, nowMs }, late, invalid, rng);
      const held = lane.entry.encoding === 'cloudevents' && rng.chance(options.outOfOrder);
      if (!held) return event;
      event.truth.outOfOrder = true;
      postpone(event, 5 + rng.below(500));
    }
  };
  return {
    next: nowMs => {
      const arrived = later.get(index);
      if (arrived) {
        due.push(...arrived);
        later.delete(index);
      }
      const event = due.shift() ?? fresh(nowMs);
      const { truth } = event;
      if (truth.kind === 'valid' && rng.chance(options.duplicates)) {
        // One duplicate in twenty comes much later, as when a producer restarts from an old position.
        const by = rng.chance(0.05) ? 5_000 + rng.below(25_000) : 1 + rng.below(400);
        postpone({ ...event, truth: { ...truth, kind: 'duplicate', repeats: index } }, by);
      }
      return { ...event, index: index++, properties: { 'produced-at': rfc3339(nowMs) } };
    },
  };
}

/** A finite stream on a clock of its own: `count` events, `rate` a second, from `startMs`. */
export function* generate(
  options: StreamOptions & { count: number; rate: number },
): Generator<SimulatedEvent, void, undefined> {
  const stream = openStream(options);
  for (let i = 0; i < options.count; i++) {
    yield stream.next(options.startMs + Math.floor((i * 1000) / options.rate));
  }
}
