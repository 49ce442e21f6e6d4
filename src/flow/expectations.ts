// How often each expectation of a source held, by what was counted.

import type { EventType, Expectation, Source } from '../catalog/catalog.ts';
import type { Tally } from '../pulse/tally.ts';

/** `passRate` is null where nothing was looked at. */
export type Held = { evaluated: number; failed: number; passRate: number | null };

/**
 * Expectations are looked at in their order, and the first that drops an event is the last of it: so each saw what became
 * valid, and what it or a later one dropped. One that stops its partition counts nothing: nothing is decided.
 */
export function heldIn(tally: Tally, { table, expectations }: EventType): Map<string, Held> {
  const held = new Map<string, Held>();
  let reached = tally[`valid ${table}`] ?? 0;
  for (const { name } of [...expectations].reverse()) {
    const dropped = tally[`dropped ${table} ${name}`] ?? 0;
    const failed = dropped + (tally[`warned ${table} ${name}`] ?? 0);
    reached += dropped;
    const passRate = reached === 0 ? null : Math.round((1 - failed / reached) * 10_000) / 10_000;
    held.set(name, { evaluated: reached, failed, passRate });
  }
  return held;
}

export type ExpectationHeld = Pick<Expectation, 'name' | 'action' | 'expect'> & {
  type: string;
  table: string;
  /** Of the last ten seconds. */
  now: Held;
  /** Of the last hour. */
  hour: Held;
  /** By the minute, oldest first; minutes in which it was not looked at are left out. */
  overTime: ({ at: string } & Held)[];
};

export function expectationsOf(
  { types }: Source,
  now: Tally,
  hour: Tally,
  minutes: readonly { at: string; tally: Tally }[],
): ExpectationHeld[] {
  const none: Held = { evaluated: 0, failed: 0, passRate: null };
  return types.flatMap(type => {
    const [lately, inAll] = [heldIn(now, type), heldIn(hour, type)];
    const each = minutes.map(({ at, tally }) => ({ at, held: heldIn(tally, type) }));
    return type.expectations.map(({ name, action, expect }) => ({
      ...{ type: type.name, table: type.table, name, action, expect },
      now: lately.get(name) ?? none,
      hour: inAll.get(name) ?? none,
      overTime: each.flatMap(({ at, held }) => {
        const found = held.get(name);
        return found && found.evaluated > 0 ? [{ at, ...found }] : [];
      }),
    }));
  });
}
