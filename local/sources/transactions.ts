// Turns transactions of several changes into a simulator that hands out one change at a time, in log order.
import type { ChangeLog } from './change-log.ts';
import type { Draft, Moment, Simulator } from './simulator.ts';

/** One change of a transaction; it reads and writes its row at the moment it is handed out. */
export type Change = (moment: Moment) => Draft;

/** @param plan the changes of the next transaction, at least one @param keys primary-key columns by table */
export function transactional(
  log: ChangeLog,
  keys: Record<string, readonly string[]>,
  plan: () => Change[],
): Simulator {
  let changes: Change[] = [];
  let position = 0;
  return {
    next: moment => {
      if (position >= changes.length) {
        changes = plan();
        position = 0;
        log.begin();
      }
      const change = changes[position++];
      if (!change) throw new Error('a transaction without changes was planned');
      return change(moment);
    },
    renew: body => {
      const { table } = body.source as { table: string };
      return log.renew(body, keys[table] ?? []);
    },
  };
}
