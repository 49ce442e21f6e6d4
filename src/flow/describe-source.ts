// One source as people look at it: its partitions, expectations and schemas.

import type { EventType, Source } from '../catalog/catalog.ts';
import { wireFormats } from '../catalog/catalog.ts';
import { schemaVersion } from '../catalog/released.ts';
import { ledgerLine } from '../ledger/ledger.ts';
import { addTallies, type Tally } from '../pulse/tally.ts';
import { describeFlow, lanesOf } from './describe-flow.ts';
import { expectationsOf } from './expectations.ts';
import { type HistoryPoint, joinedBy } from './history.ts';
import { laneLags } from './lanes.ts';
import type { Look } from './look.ts';

/** `hour` are the points of the last hour. */
export function describeSource(look: Look, source: Source, hour: readonly HistoryPoint[]) {
  const flow = describeFlow(look, [source], []);
  const found = flow.sources[0];
  const recent: Tally = addTallies(
    look.pulses.filter(pulse => isRecent(look, pulse.atMs)).map(p => p.recent.tally),
  );
  return {
    asOf: flow.asOf,
    name: source.name,
    title: source.title,
    description: source.description,
    owner: source.owner,
    hub: source.hub,
    kind: source.encoding === 'debezium' ? 'cdc' : 'producer',
    formats: wireFormats(source),
    state: found?.state ?? 'ok',
    findings: flow.findings.filter(finding => finding.source === source.name),
    totals: found?.totals,
    perSecond: found?.perSecond,
    lag: found?.lag,
    partitions: partitionsOf(look, source),
    expectations: expectationsOf(
      source,
      recent,
      addTallies(hour.map(({ tally }) => tally)),
      joinedBy(60, hour),
    ),
    types: source.types.map(describeType),
  };
}

/** A pulse is rewritten while what it counted lately changes. */
const recentMs = 5_000;
const isRecent = ({ atMs }: Look, pulseMs: number) => atMs - pulseMs < recentMs;

function partitionsOf(look: Look, source: Source) {
  return laneLags(look, lanesOf(source)).map(lane => {
    const { hub: _, partitionId, state: ledger, ...totals } = ledgerLine(lane.entry, lane, look.atMs);
    const { begin, last, bronze, refine } = lane;
    return {
      partitionId,
      begin,
      last,
      totals,
      ledger,
      lag: { bronze, refine },
      troubles: troublesOf(look, lane),
    };
  });
}

function troublesOf({ pulses }: Look, { hub, partitionId }: { hub: string; partitionId: string }) {
  return pulses
    .filter(({ ended }) => !ended)
    .flatMap(({ lanes }) =>
      lanes.flatMap(({ group, trouble, ...lane }) =>
        trouble && lane.hub === hub && lane.partitionId === partitionId
          ? [
              {
                group,
                since: new Date(trouble.sinceMs).toISOString(),
                tries: trouble.tries,
                message: trouble.message,
              },
            ]
          : [],
      ),
    );
}

/** Versions newest first; the first is the present one. */
function describeType({ name, table, description, key, time, identity, schema, older = [] }: EventType) {
  return {
    ...{ name, table, description, key, time, identity },
    versions: [
      { version: schemaVersion(schema), present: true, schema },
      ...older.map(({ version, schema }) => ({ version, present: false, schema })),
    ],
  };
}
