// Refine again: a range of bronze by the present catalog, beside silver, then in its place. See docs/decisions/refine-again.md.
// Proven by test/replay/refine*.test.ts.

import { catalogVersion } from '../refine-again/catalog-version.ts';
import { clearRefine } from '../refine-again/clear.ts';
import { refineChunks, resolveTakeOvers } from './refine-chunks.ts';
import { claimChunks, releaseChunks } from './refine-claims.ts';
import { begin, waitForRange } from './refine-range.ts';
import type { RefineParts, RefineProgress, Step } from './refine-step.ts';
import { countMoves, rebuildOne, switchOne } from './refine-switch.ts';
import { type Replay, ReplayFailed, type StepResult } from './replay.ts';
import type { RefineRequest } from './request.ts';

const phases: Record<string, (step: Step) => Promise<StepResult>> = {
  wait: waitForRange,
  refine: refineChunks,
  resolve: resolveTakeOvers,
  claim: claimChunks,
  release: releaseChunks,
  switch: switchOne,
  count: countMoves,
  rebuild: rebuildOne,
  tidy: tidyUp,
};

export async function refineStep(
  parts: RefineParts,
  replay: Replay,
  request: RefineRequest,
  signal: AbortSignal,
): Promise<StepResult> {
  const source = parts.source(request.source);
  if (replay.phase === 'begin') return begin(parts, replay, request, source);
  const phase = phases[replay.phase];
  if (!phase) throw new ReplayFailed(`there is no phase "${replay.phase}"`);
  const step = { parts, replay, request, source, at: replay.progress as RefineProgress, signal };
  if (replay.phase === 'wait' || replay.phase === 'refine' || replay.phase === 'resolve') checkCatalog(step);
  return phase(step);
}

/** Takes away what a replay that was cancelled, or that failed, has left behind. */
export async function clearRefined(parts: RefineParts, replay: Replay): Promise<void> {
  if (replay.request?.kind !== 'refine') return;
  await clearRefine(parts, parts.source(replay.request.source), replay.id);
}

function checkCatalog({ request, source }: Step): void {
  if (catalogVersion(source) !== request.catalog)
    throw new ReplayFailed(
      `another catalog of "${source.name}" was deployed meanwhile (${catalogVersion(source)}, not ${request.catalog}): nothing was changed, ask again`,
    );
}

async function tidyUp({ parts, replay, source, at }: Step): Promise<StepResult> {
  await clearRefine(parts, source, replay.id);
  return { phase: 'tidy', progress: at, done: true };
}
