// Builds a new version of a model beside the old one, checks it, and lets it answer. See docs/decisions/gold-rebuild.md.

import { setTimeout as sleep } from 'node:timers/promises';
import { type AuditedModel, type AuditParts, audit, type ModelAudit } from '../audit/audit.ts';
import type { Model } from '../gold/model.ts';
import { type BaseParts, foldBase, type Round } from './base.ts';

export type RebuildParts = AuditParts & BaseParts & { onRound: (round: Round) => void };

const betweenRoundsMs = 1_000;

/**
 * Resolves with the audit of the new version; it answers from then on, unless the audit has a difference. `building` is what
 * keeps documents for it and has no past yet: the version itself, and tables that it is the first to look up.
 */
export async function rebuild(
  parts: RebuildParts,
  { model, file }: AuditedModel,
  building: readonly Model[] = [model],
): Promise<ModelAudit> {
  for (const part of building) await buildPast(parts, part);
  const [found] = await audit(parts, [{ model, file }]);
  if (!found) throw new Error('there is no audit');
  if (found.differences.length === 0) for (const part of building) await parts.seams.setWhole(part);
  return found;
}

async function buildPast(parts: RebuildParts, model: Model): Promise<void> {
  for (;;) {
    const round = await foldBase(parts, model);
    parts.onRound(round);
    if (round.behind.length === 0) return;
    await sleep(betweenRoundsMs);
  }
}
