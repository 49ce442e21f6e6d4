// What a simulator is: it makes the next event of one source, as text, from the world and its own randomness.
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** One event before it is sent. */
export interface Draft {
  /** CloudEvents type, or where the row comes from (`<db>.<schema>.<table>`). */
  type: string;
  /** Silver table of the catalog. */
  table: string;
  /** What makes two events the same, as the catalog defines it. */
  identity: string;
  partitionKey: string;
  /** The body, JSON. */
  text: string;
}

/** When an event happened, and the present; both in epoch milliseconds. They differ when it is late. */
export interface Moment {
  eventMs: number;
  nowMs: number;
}

export interface Simulator {
  next(moment: Moment): Draft;
  /**
   * Gives a parsed body an identity that no event had before, so that it can be spoilt and sent beside its
   * original. The simulator's tables do not change.
   */
  renew(body: JsonObject, moment: Moment): string;
}

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export type JsonObject = { [name: string]: JsonValue };

/** What a simulator is made from. `run` makes identifiers differ between two runs with one seed. */
export interface Setting {
  world: World;
  journal: Journal;
  rng: Random;
  seed: number;
  run: string;
  startMs: number;
}

export type MakeSimulator = (setting: Setting) => Simulator;
