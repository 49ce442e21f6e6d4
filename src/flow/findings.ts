// What of a flow someone should look at, worst first: what is wrong, where, and what to do.

import type { Source } from '../catalog/catalog.ts';
import type { ConsumerGroup } from '../pulse/lane-progress.ts';
import { heartbeatMs, type Pulse, ratesSeconds } from '../pulse/pulse.ts';
import type { Finding, FlowSource, FlowState, LaneLag } from './flow.ts';
import type { Look } from './look.ts';

/** When lag is worth a word, in seconds: refine works event by event, and bronze gathers two seconds of them. */
export const lagLimits = {
  refine: { attention: 1, trouble: 30 },
  bronze: { attention: 10, trouble: 60 },
} as const;

/** Quarantined of all that was decided lately: a few there always are. */
export const quarantineLimits = { attention: 0.05, trouble: 0.3 };

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

/** One cause in so many sources is told once. */
const fewSources = 3;

type Kind = 'hubs' | 'failing' | 'refine' | 'bronze' | 'quarantine' | 'ledger' | 'silent';

type Found = Finding & { kind: Kind };

export type Findings = {
  /** Worst first; what many sources share is one of them. */
  told: Finding[];
  /** By name. */
  sources: ReadonlyMap<string, FlowState>;
};

export function findingsOf(parts: FindingParts): Findings {
  const found: Found[] = [
    ...hubsSilent(parts),
    ...stopped(parts),
    ...parts.sources.flatMap(source => [...lagOf(source, parts), ...quarantineOf(source)]),
    ...ledgerOf(parts),
    ...silent(parts),
  ];
  const order = (finding: Finding) => (finding.severity === 'trouble' ? 0 : 1);
  return {
    told: [...Map.groupBy(found, ({ kind }) => kind)]
      .flatMap(([kind, of]) => together(kind, of))
      .sort((a, b) => order(a) - order(b))
      .slice(0, maxFindings),
    sources: new Map(
      parts.sources.map(({ name }) => [name, worst(found.filter(({ source }) => source === name))]),
    ),
  };
}

const sharedTitle: Partial<Record<Kind, string>> = {
  refine: 'wait for silver and gold',
  bronze: 'wait for bronze',
  failing: 'have batches that fail and are tried again',
  quarantine: 'have events that go to quarantine',
};

function together(kind: Kind, found: readonly Found[]): Finding[] {
  const names = [...new Set(found.map(({ source }) => source))];
  const title = sharedTitle[kind];
  const first = found.find(({ severity }) => severity === 'trouble') ?? found[0];
  if (names.length <= fewSources || title === undefined || !first)
    return found.map(({ kind: _, ...finding }) => finding);
  return [
    {
      severity: first.severity,
      title: `${names.length} sources ${title}`,
      detail: `${names.join(', ')}. Such as ${first.source}: ${first.detail}`,
      link: '/api/console/',
      runbook: first.runbook,
    },
  ];
}

export function worst(findings: readonly Pick<Finding, 'severity'>[]): FlowState {
  if (findings.some(({ severity }) => severity === 'trouble')) return 'trouble';
  return findings.length > 0 ? 'attention' : 'ok';
}

function hubsSilent({ look: { hubsSilent: why } }: FindingParts): Found[] {
  if (why === null) return [];
  return [
    {
      kind: 'hubs',
      severity: 'trouble',
      title: 'Event Hubs does not answer',
      detail: `Where its partitions end is not known, so lag is as of when it last did (${why}). See /api/health, and whether the namespace throttles.`,
      link: '/api/console/',
      runbook: 'docs/runbooks/event-hubs-throttles.md',
    },
  ];
}

/** What holds a lane up: a `fail` expectation, or a dependency that is not there. */
function stopped({ look, catalog }: FindingParts): Found[] {
  const found = new Map<string, Found>();
  for (const { lanes, ended } of look.pulses)
    for (const { group, hub, partitionId, trouble } of ended ? [] : lanes) {
      const source = catalog.find(candidate => candidate.hub === hub);
      if (!trouble || !source) continue;
      const isStop = trouble.error === 'PartitionStopped';
      const since = new Date(trouble.sinceMs).toISOString();
      found.set(`${group} ${hub} ${partitionId}`, {
        kind: 'failing',
        severity: isStop || trouble.tries > 3 ? 'trouble' : 'attention',
        title: isStop
          ? `Partition ${partitionId} of ${source.name} is stopped by an expectation`
          : `${group} of ${source.name}, partition ${partitionId}, fails and is tried again`,
        detail: `Since ${since}, ${trouble.tries} tries: ${trouble.message}`,
        source: source.name,
        link: `/api/console/sources/${source.name}`,
        runbook: 'docs/runbooks/batches-fail.md',
      });
    }
  return [...found.values()];
}

function lagOf({ name, lag }: FlowSource, { look, lanes, catalog }: FindingParts): Found[] {
  const hub = catalog.find(source => source.name === name)?.hub;
  const of = lanes.filter(lane => lane.hub === hub);
  const events = { refine: lag.refineEvents, bronze: lag.bronzeEvents };
  return (['refine', 'bronze'] as const).flatMap((group): Found[] => {
    const oldest = Math.max(0, ...of.map(lane => lane[group].oldestSeconds));
    const limits = lagLimits[group];
    if (oldest <= limits.attention) return [];
    const partitions = of.filter(lane => lane[group].events > 0).map(({ partitionId }) => partitionId);
    const lost = oldest > lostSeconds ? silenceOf(look, group) : null;
    return [
      {
        kind: group,
        severity: lost !== null || oldest > limits.trouble ? 'trouble' : 'attention',
        title: `${name} waits for ${group === 'refine' ? 'silver and gold' : 'bronze'}`,
        detail: `${counted(events[group], 'event')} in ${partitions.length === 1 ? 'partition' : 'partitions'} ${partitions.join(', ')}, the oldest for ${oldest} s: ${lost ?? `see whether a batch of ${group} fails, and whether its app has instances enough.`}`,
        source: name,
        link: `/api/console/sources/${name}`,
        runbook: 'docs/runbooks/consumers-lag.md',
      },
    ];
  });
}

/** Whoever works writes a pulse each second. */
const lostSeconds = 5;

/** Null when some instance of the role works, or says that it fails. */
function silenceOf({ pulses, atMs }: Look, group: ConsumerGroup): string | null {
  const of = pulses.filter(({ roles }) => roles.includes(group));
  const heard = of.filter(({ ended }) => !ended).map(pulse => pulse.atMs);
  const silence = (atMs - Math.max(0, ...heard)) / 1000;
  if (silence < lostSeconds) return null;
  if (heard.length === 0) return `no instance of ${group} runs: start its app.`;
  return `no instance of ${group} was heard for ${Math.round(silence)} s: see whether its app runs.`;
}

function quarantineOf({ name, perSecond }: FlowSource): Found[] {
  const { quarantined, silver, duplicates } = perSecond;
  const decided = (quarantined + silver + duplicates) * ratesSeconds;
  const share = surelyMoreThan(quarantined * ratesSeconds, decided);
  if (share < quarantineLimits.attention) return [];
  const percent = Math.round((1_000 * quarantined) / (quarantined + silver + duplicates)) / 10;
  return [
    {
      kind: 'quarantine',
      severity: share >= quarantineLimits.trouble ? 'trouble' : 'attention',
      title: `Events of ${name} go to quarantine`,
      detail: `${quarantined} a second, ${percent}% of all: look at a sample of them, tell the source's owner, and redrive after the fix.`,
      source: name,
      link: `/api/console/sources/${name}?show=quarantine`,
      runbook: 'docs/runbooks/quarantine-grows.md',
    },
  ];
}

/**
 * The least share that so many of all show: the lower end of Wilson's interval for three standard deviations (Wilson,
 * Probable inference, 1927). Two of five may be chance, two hundred of five hundred are not.
 */
function surelyMoreThan(some: number, all: number): number {
  if (all === 0) return 0;
  const [share, z] = [some / all, 3];
  const middle = share + z ** 2 / (2 * all);
  const margin = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  return (middle - margin) / (1 + z ** 2 / all);
}

function ledgerOf({ differences, catalog }: FindingParts): Found[] {
  return [...differences].flatMap(([hub, count]): Found[] => {
    const source = catalog.find(candidate => candidate.hub === hub);
    if (!source) return [];
    return [
      {
        kind: 'ledger',
        severity: 'trouble',
        title: `The ledger of ${source.name} does not add up`,
        detail: `${count} coordinates are missing or counted wrong; /api/ledger/${source.name}/gaps names them.`,
        source: source.name,
        link: `/api/console/sources/${source.name}`,
        runbook: 'docs/runbooks/ledger-does-not-add-up.md',
      },
    ];
  });
}

/** Processes that did not say goodbye. */
function silent({ look }: FindingParts): Found[] {
  const isSilent = ({ ended, atMs }: Pulse) =>
    !ended && look.atMs - atMs > silentMs && look.atMs - atMs < forgottenMs;
  return look.pulses.filter(isSilent).map(({ id, roles, atMs }) => ({
    kind: 'silent',
    severity: 'attention',
    title: `An instance of ${roles.join(', ')} is silent`,
    detail: `${id} was last heard ${Math.round((look.atMs - atMs) / 1000)} s ago and did not say that it ends: it was killed, hangs, or cannot reach Table storage.`,
    link: '/api/console/',
    runbook: 'docs/runbooks/consumers-lag.md',
  }));
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
