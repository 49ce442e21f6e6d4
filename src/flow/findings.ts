// What of a flow someone should look at, worst first: what is wrong, where, and what to do.

import type { Source } from '../catalog/catalog.ts';
import { heartbeatMs, type Pulse } from '../pulse/pulse.ts';
import type { Finding, FlowSource, FlowState, LaneLag } from './flow.ts';
import type { Look } from './look.ts';

/** When lag is worth a word, in seconds: refine works event by event, and bronze gathers two seconds of them. */
export const lagLimits = {
  refine: { attention: 1, trouble: 30 },
  bronze: { attention: 10, trouble: 60 },
} as const;

/** Quarantined of all that was decided lately, by which a source is not well; and from how many a second on. */
export const quarantineLimits = { attention: 0.02, trouble: 0.5, perSecond: 0.2 };

/** Two heartbeats that did not come. Of a process that is gone for longer the lag tells. */
const silentMs = 2 * heartbeatMs + 10_000;
const forgottenMs = 180_000;

/** Of one flow: what is wrong everywhere has one cause. */
const maxFindings = 100;

export type FindingParts = {
  look: Look;
  sources: readonly FlowSource[];
  lanes: readonly LaneLag[];
  catalog: readonly Source[];
  /** By hub. */
  differences: ReadonlyMap<string, number>;
};

export function findingsOf(parts: FindingParts): Finding[] {
  const findings = [
    ...hubsSilent(parts),
    ...stopped(parts),
    ...parts.sources.flatMap(source => [...lagOf(source, parts), ...quarantineOf(source)]),
    ...ledgerOf(parts),
    ...silent(parts),
  ];
  const order = (finding: Finding) => (finding.severity === 'trouble' ? 0 : 1);
  return findings.sort((a, b) => order(a) - order(b)).slice(0, maxFindings);
}

export function worst(findings: readonly Pick<Finding, 'severity'>[]): FlowState {
  if (findings.some(({ severity }) => severity === 'trouble')) return 'trouble';
  return findings.length > 0 ? 'attention' : 'ok';
}

function hubsSilent({ look: { hubsSilent: why } }: FindingParts): Finding[] {
  if (why === null) return [];
  return [
    {
      severity: 'trouble',
      title: 'Event Hubs does not answer',
      detail: `Where its partitions end is not known, so lag is as of when it last did (${why}). See /api/health, and whether the namespace throttles.`,
      link: '/console/flow',
      runbook: 'docs/runbooks/event-hubs-throttles.md',
    },
  ];
}

/** What holds a lane up: a `fail` expectation, or a dependency that is not there. */
function stopped({ look, catalog }: FindingParts): Finding[] {
  const found = new Map<string, Finding>();
  for (const { lanes, ended } of look.pulses)
    for (const { group, hub, partitionId, trouble } of ended ? [] : lanes) {
      const source = catalog.find(candidate => candidate.hub === hub);
      if (!trouble || !source) continue;
      const isStop = trouble.error === 'PartitionStopped';
      const since = new Date(trouble.sinceMs).toISOString();
      found.set(`${group} ${hub} ${partitionId}`, {
        severity: isStop || trouble.tries > 3 ? 'trouble' : 'attention',
        title: isStop
          ? `Partition ${partitionId} of ${source.name} is stopped by an expectation`
          : `${group} of ${source.name}, partition ${partitionId}, fails and is tried again`,
        detail: `Since ${since}, ${trouble.tries} tries: ${trouble.message}`,
        source: source.name,
        link: `/console/sources/${source.name}`,
        runbook: 'docs/runbooks/batches-fail.md',
      });
    }
  return [...found.values()];
}

function lagOf({ name, lag }: FlowSource, { lanes, catalog }: FindingParts): Finding[] {
  const hub = catalog.find(source => source.name === name)?.hub;
  const of = lanes.filter(lane => lane.hub === hub);
  const events = { refine: lag.refineEvents, bronze: lag.bronzeEvents };
  return (['refine', 'bronze'] as const).flatMap((group): Finding[] => {
    const oldest = Math.max(0, ...of.map(lane => lane[group].oldestSeconds));
    const limits = lagLimits[group];
    if (oldest <= limits.attention) return [];
    const partitions = of.filter(lane => lane[group].events > 0).map(({ partitionId }) => partitionId);
    return [
      {
        severity: oldest > limits.trouble ? 'trouble' : 'attention',
        title: `${name} waits for ${group === 'refine' ? 'silver and gold' : 'bronze'}`,
        detail: `${events[group]} events in partition ${partitions.join(', ')}, the oldest for ${oldest} s: see whether the ${group} app runs, and whether a batch of it fails.`,
        source: name,
        link: `/console/sources/${name}`,
        runbook: 'docs/runbooks/consumers-lag.md',
      },
    ];
  });
}

function quarantineOf({ name, perSecond }: FlowSource): Finding[] {
  const { quarantined, silver, duplicates } = perSecond;
  const share = quarantined / Math.max(quarantined + silver + duplicates, Number.MIN_VALUE);
  if (quarantined < quarantineLimits.perSecond || share < quarantineLimits.attention) return [];
  return [
    {
      severity: share >= quarantineLimits.trouble ? 'trouble' : 'attention',
      title: `${name} sends what its schema does not allow`,
      detail: `${quarantined} events a second go to quarantine, ${Math.round(share * 1000) / 10}% of all: look at a sample, tell the owner, and redrive after the fix.`,
      source: name,
      link: `/console/sources/${name}`,
      runbook: 'docs/runbooks/quarantine-grows.md',
    },
  ];
}

function ledgerOf({ differences, catalog }: FindingParts): Finding[] {
  return [...differences].flatMap(([hub, count]): Finding[] => {
    const source = catalog.find(candidate => candidate.hub === hub);
    if (!source) return [];
    return [
      {
        severity: 'trouble',
        title: `The ledger of ${source.name} does not add up`,
        detail: `${count} coordinates are missing or counted wrong; /api/ledger/${source.name}/gaps names them.`,
        source: source.name,
        link: `/console/sources/${source.name}`,
        runbook: 'docs/runbooks/ledger-does-not-add-up.md',
      },
    ];
  });
}

/** Processes that did not say goodbye. */
function silent({ look }: FindingParts): Finding[] {
  const isSilent = ({ ended, atMs }: Pulse) =>
    !ended && look.atMs - atMs > silentMs && look.atMs - atMs < forgottenMs;
  return look.pulses.filter(isSilent).map(({ id, roles, atMs }) => ({
    severity: 'attention',
    title: `An instance of ${roles.join(', ')} is silent`,
    detail: `${id} was last heard ${Math.round((look.atMs - atMs) / 1000)} s ago and did not say that it ends: it was killed, hangs, or cannot reach Table storage.`,
    link: '/console/flow',
    runbook: 'docs/runbooks/consumers-lag.md',
  }));
}
