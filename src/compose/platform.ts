// The composition root: wires the concepts to Azure, once a process.

import type { Catalog } from '../catalog/catalog.ts';
import { type Config, readConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { readCatalog, readVersions } from '../package-files.ts';
import type { Answer } from '../problem.ts';
import { createLaneWatch } from '../pulse/lane-progress.ts';
import type { Versions } from '../rebuild/versions.ts';
import { answerReplays, type ReplaysRequest } from '../replay/answer.ts';
import type { RunningTelemetry } from '../telemetry/sdk.ts';
import { startTelemetry } from '../telemetry/start.ts';
import { type ConsoleReads, composeConsole } from './console.ts';
import { composeIngest, type Ingest } from './ingest.ts';
import { composeMaintenance, type Maintenance } from './maintain.ts';
import { composeReplays, type Replays } from './replays.ts';
import { composeServing, type Serving } from './serve.ts';
import { composeShared } from './shared.ts';

export type Platform = Ingest &
  Maintenance &
  Serving &
  ConsoleReads & {
    metrics: Metrics;
    replays: Replays & { answer(request: ReplaysRequest): Promise<Answer> };
  };

let platform: Platform | undefined;

/** The platform of this process, wired from its environment at first use. */
export function getPlatform(): Platform {
  if (!platform) {
    platform = compose(readConfig(process.env), readCatalog(), readVersions());
    platform.pulse.start();
  }
  return platform;
}

/** Says goodbye, if there ever was work. */
export async function endPulse(): Promise<void> {
  await platform?.pulse.end();
}

let telemetry: RunningTelemetry | null = null;

/** Begins to export telemetry, where settings say so. Wires nothing where they do not. */
export async function beginTelemetry(): Promise<void> {
  telemetry = await startTelemetry(process.env, () => getPlatform().metrics);
}

/** Sends what is still in memory. */
export async function endTelemetry(): Promise<void> {
  await telemetry?.stop();
}

export function compose(config: Config, catalog: Catalog, versions: Versions): Platform {
  const shared = composeShared(config, catalog, versions);
  const watch = createLaneWatch();
  const replays = composeReplays(shared);
  return {
    ...composeIngest(shared, watch),
    ...composeMaintenance(shared, replays),
    ...composeServing(shared),
    ...composeConsole(shared, watch),
    metrics: shared.metrics,
    replays: { ...replays, answer: request => answerReplays(replays, request) },
  };
}
