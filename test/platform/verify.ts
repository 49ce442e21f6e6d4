// Compares what the platform holds with what was sent, to the last unit.

import type { LedgerAnswer, LocalPlatform } from '../../local/platform/platform.ts';
import { readGold } from './observe.ts';
import { recompute } from './recompute.ts';
import { verifyTables } from './verify-tables.ts';

/** What does not agree, in words; empty when everything does. */
export async function verify(
  platform: LocalPlatform,
  ledger: LedgerAnswer,
  truthLog: string,
): Promise<{ differences: string[]; events: number; goldNumbers: number }> {
  const truth = await recompute(truthLog);
  const gold = await readGold(platform.azure.settings.Cosmos ?? '');
  const differences: string[] = [];
  const recomputed = new Set([...truth.gold.keys()].map(modelOf));
  for (const name of new Set([...truth.gold.keys(), ...gold.keys()]))
    if (recomputed.has(modelOf(name)) && truth.gold.get(name) !== gold.get(name))
      differences.push(`gold: ${name} is ${gold.get(name)}, must be ${truth.gold.get(name)}`);
  if (ledger.total.silver !== truth.valid)
    differences.push(`silver has ${ledger.total.silver} events, must have ${truth.valid}`);
  // An event whose sending was ambiguous may be in the hub twice: silver knows it by its identity, quarantine does not.
  const { quarantined } = ledger.total;
  if (quarantined < truth.invalid || quarantined > truth.invalid + truth.resent)
    differences.push(
      `quarantine has ${quarantined} events, must have ${truth.invalid} (${truth.resent} sent again)`,
    );
  differences.push(...(await verifyTables(platform.azure.settings.Lake ?? '', ledger)));
  return { differences, events: truth.acknowledged, goldNumbers: gold.size };
}

const modelOf = (name: string) => name.slice(0, name.indexOf(' '));
