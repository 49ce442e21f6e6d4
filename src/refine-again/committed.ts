// Whether a range is there to be refined again: what bronze and silver have not got yet is refused.

import type { LedgerStore } from '../ledger/ledger.ts';
import { type RefineRequest, RequestRefused } from '../replay/request.ts';

/** Throws RequestRefused. A range without an end is up to where the hub ends when it begins, and needs no check. */
export async function checkCommitted(
  ledger: Pick<LedgerStore, 'read'>,
  hub: string,
  { partition, first, last, from, to }: RefineRequest,
  nowMs: number,
): Promise<void> {
  for (const [field, time] of Object.entries({ from, to }))
    if (time !== undefined && Date.parse(time) > nowMs)
      throw new RequestRefused(
        field,
        `"${field}" (${time}) lies ahead; leave "to" out for all that there is`,
      );
  if (first === undefined && last === undefined) return;
  const lane = (await ledger.read()).find(
    ({ entry }) => entry.hub === hub && entry.partitionId === partition,
  )?.entry;
  const through = lane ? Math.min(lane.bronzeThrough, lane.silverThrough) : -1;
  for (const [field, wanted] of Object.entries({ first, last }))
    if (wanted !== undefined && wanted > through)
      throw new RequestRefused(
        field,
        `partition ${partition} is committed up to ${through}, and "${field}" is ${wanted}: wait until it is, or ask for less`,
      );
}
