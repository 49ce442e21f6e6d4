// Rebuild of a gold model, in rounds: the base is folded from silver, audited, and the new version answers.

import { type AuditedModel, type AuditParts, audit, type ModelAudit } from '../audit/audit.ts';
import type { Model } from '../gold/model.ts';
import { type BaseParts, foldBase } from '../rebuild/base.ts';
import { type Replay, ReplayFailed, type StepResult } from './replay.ts';
import type { RebuildRequest } from './request.ts';

export type RebuildParts = BaseParts &
  AuditParts & {
    /** The newest version of a model, and how it was compiled. */
    audited: (name: string) => AuditedModel | undefined;
    /** What keeps documents for it and has no past yet: the version itself, and tables that it is the first to look up. */
    building: (name: string) => readonly Model[];
    eventsPerStep?: number;
  };

/** Of each lane: a step must end within the function's time. */
export const defaultEventsPerStep = 100_000;
const behindEverySeconds = 2;
const maxTold = 3;

export async function rebuildStep(
  parts: RebuildParts,
  { phase }: Replay,
  { model: name, version }: RebuildRequest,
): Promise<StepResult> {
  const found = parts.audited(name);
  if (found?.model.version !== version)
    throw new ReplayFailed(`this package no longer has version ${version} of ${name}`);
  const { eventsPerStep = defaultEventsPerStep } = parts;
  const building = parts.building(name);
  if (phase !== 'audit') {
    const behind: string[] = [];
    let events = 0;
    for (const model of building) {
      const round = await foldBase(parts, model, eventsPerStep);
      events += round.events;
      behind.push(...round.behind);
    }
    const counts = { folded: events };
    if (behind.length === 0) return { phase: 'audit', progress: {}, counts };
    return { phase: 'fold', progress: { behind }, counts, waitSeconds: events > 0 ? 0 : behindEverySeconds };
  }
  const [report] = await audit(parts, [found]);
  if (!report) throw new Error('there is no audit');
  if (report.differences.length > 0) throw new ReplayFailed(describe(report));
  for (const model of building) await parts.seams.setWhole(model);
  return { phase: 'audit', progress: {}, counts: { 'groups compared': report.compared }, done: true };
}

function describe({ model, differences }: ModelAudit): string {
  const told = differences.slice(0, maxTold).map(difference => JSON.stringify(difference));
  return `${model.name} v${model.version} differs from batch in ${differences.length} values, so the version before it goes on: ${told.join('; ')}`;
}
