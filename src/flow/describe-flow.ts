// Makes the flow of one look. Pure.

import type { Source } from '../catalog/catalog.ts';
import type { Lane } from '../events/coordinate.ts';
import { differenceOf, type LedgerLine, ledgerLine, overallState } from '../ledger/ledger.ts';
import { countFreshlyLost } from '../ledger/lost.ts';
import { type Pulse, ratesSeconds } from '../pulse/pulse.ts';
import { addTallies, latencyOf, type Tally } from '../pulse/tally.ts';
import { findingsOf, worst } from './findings.ts';
import type { Flow, FlowSource } from './flow.ts';
import { laneLags } from './lanes.ts';
import type { Look } from './look.ts';

/** A process rewrites its pulse twice a second while it has something to say: what is older is no rate of now. */
const freshMs = 5_000;

type LaneOfSource = ReturnType<typeof laneLags>[number];

export function describeFlow(look: Look, sources: readonly Source[], models: readonly string[]): Flow {
  const lanes = laneLags(look, sources.flatMap(lanesOf));
  const fresh = look.pulses.filter(({ atMs, ended }) => !ended && look.atMs - atMs < freshMs);
  const rates = perSecond(fresh);
  const lines = lanes.map(lane => ledgerLine(lane.entry, lane, look.atMs));
  const described = sources.map(source => {
    const of = lanes.filter(({ hub }) => hub === source.hub);
    return describeSource(source, of, rates, look);
  });
  const differences = differencesOf(look, lanes);
  const findings = findingsOf({ look, sources: described, lanes, catalog: sources, differences });
  return {
    asOf: new Date(look.atMs).toISOString(),
    state: worst(findings.told),
    findings: findings.told,
    sources: described.map(source => ({ ...source, state: findings.sources.get(source.name) ?? 'ok' })),
    gold: { models: models.map(name => ({ name, foldsPerSecond: rates[`folds ${name}`] ?? 0 })) },
    latencyMs: latencyOf(addTallies(fresh.map(({ recent }) => recent.tally))),
    ledger: {
      state: differences.size > 0 ? 'does not add up' : overallState(lines),
      differences: [...differences.values()].reduce((a, b) => a + b, 0),
    },
  };
}

export function lanesOf({ hub, partitions }: Source): Lane[] {
  return Array.from({ length: partitions }, (_, i) => ({ hub, partitionId: String(i) }));
}

/** To a tenth: more is noise. */
function perSecond(pulses: readonly Pulse[]): Tally {
  const rates = addTallies(
    pulses.map(({ rates: { seconds, tally } }) =>
      Object.fromEntries(Object.entries(tally).map(([name, count]) => [name, count / seconds])),
    ),
  );
  for (const [name, rate] of Object.entries(rates)) rates[name] = Math.round(rate * 10) / 10;
  return rates;
}

function describeSource(
  { name, hub, encoding, partitions }: Source,
  lanes: readonly LaneOfSource[],
  rates: Tally,
  { sightings, atMs }: Look,
): FlowSource {
  const rate = (what: string) => rates[`${what} ${hub}`] ?? 0;
  return {
    name,
    kind: encoding === 'debezium' ? 'cdc' : 'producer',
    partitions,
    state: 'ok',
    totals: totalsOf(lanes.map(lane => ledgerLine(lane.entry, lane, atMs))),
    perSecond: {
      received: receivedPerSecond(lanes, sightings, atMs),
      bronze: rate('bronze'),
      silver: rate('silver'),
      quarantined: rate('quarantined'),
      duplicates: rate('duplicate'),
      failures: rate('failures'),
    },
    lag: {
      bronzeEvents: sum(lanes.map(({ bronze }) => bronze.events)),
      refineEvents: sum(lanes.map(({ refine }) => refine.events)),
      oldestSeconds: Math.max(0, ...lanes.map(({ refine }) => refine.oldestSeconds)),
    },
  };
}

const receivedOverMs = ratesSeconds * 1_000;

/** By where the hub ended five seconds ago, or when someone first looked since. */
function receivedPerSecond(
  lanes: readonly LaneOfSource[],
  sightings: Look['sightings'],
  atMs: number,
): number {
  const rates = lanes.map(({ hub, partitionId, last }) => {
    const lane = `${hub}-${partitionId}`;
    const sinceMs = Math.max(atMs - receivedOverMs, sightings.firstAt(lane) ?? atMs);
    const before = sightings.lastAt(lane, sinceMs);
    return before === null || atMs - sinceMs < 500 ? 0 : ((last - before) * 1000) / (atMs - sinceMs);
  });
  return Math.max(0, Math.round(sum(rates) * 10) / 10);
}

const noTotals: FlowSource['totals'] = {
  ...{ received: 0, bronze: 0, silver: 0, quarantined: 0, duplicates: 0, redriven: 0 },
  ...{ lost: 0, silverLost: 0 },
};

export function totalsOf(lines: readonly LedgerLine[]): FlowSource['totals'] {
  const totals = { ...noTotals };
  for (const line of lines)
    for (const column of Object.keys(totals) as (keyof typeof totals)[]) totals[column] += line[column];
  return totals;
}

/** By hub: what the ledger's check found last, or what the ledger itself shows. */
function differencesOf({ pulses, atMs }: Look, lanes: readonly LaneOfSource[]): Map<string, number> {
  const byHub = new Map<string, number>();
  const check = pulses
    .filter(({ ended, roles }) => !ended && roles.includes('maintain'))
    .sort((a, b) => a.atMs - b.atMs)
    .at(-1);
  for (const [hub, count] of Object.entries(check?.ledgerDifferences ?? {})) byHub.set(hub, count);
  for (const [hub, of] of Map.groupBy(lanes, lane => lane.hub)) {
    const shown = sum(
      of.map(({ entry }) => Math.abs(differenceOf(entry)) + countFreshlyLost(entry.lost, atMs)),
    );
    if (shown > (byHub.get(hub) ?? 0)) byHub.set(hub, shown);
  }
  return byHub;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
