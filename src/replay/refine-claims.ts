// Identities change hands: claims of what is valid now are made, and those of what is refused now are given up.

import type { AddFile } from '../delta/actions.ts';
import { formatCoordinate } from '../events/coordinate.ts';
import { filePrefix } from '../refine-again/clear.ts';
import { settleClaims, withoutEvents } from '../refine-again/settle-claims.ts';
import { sourceTables } from '../tables/table-definitions.ts';
import { goOn, nowOf, type RefineProgress, readReports, type Step } from './refine-step.ts';
import type { StepResult } from './replay.ts';

/** The number of the chunk whose turn it is. */
const chunkAt = ({ chunks, extras }: RefineProgress, turn: number): number =>
  turn < extras ? chunks + turn : turn - extras;

export async function claimChunks(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const { hub } = source;
  const releasedBy = new Map<string, string>();
  for await (const { released } of readReports(step))
    for (const { identity, ...where } of released)
      releasedBy.set(identity, formatCoordinate({ hub, ...where }));
  let losing = 0;
  const end = at.chunks + at.extras;
  const next = await goOn(step, end, async turn => {
    const chunk = chunkAt(at, turn);
    const { wanted, files } = await parts.reports.read(replay.id, chunk);
    if (wanted.length === 0) return;
    const lost = await settleClaims(parts, hub, wanted, releasedBy);
    losing += lost.length;
    if (lost.length === 0) return;
    const without: Record<string, AddFile[]> = {};
    const tableOf = new Map(sourceTables(source).silver.map(({ type, table }) => [type.table, table]));
    for (const [type, ofTable] of Map.groupBy(lost, event => event.table)) {
      const name = tableOf.get(type)?.definition.name ?? type;
      const target = parts.tables.get(name);
      if (!target) throw new Error(`this package's catalog no longer has the table ${name}`);
      const written = { table: target, prefix: filePrefix(replay.id), nowMs: nowOf(parts) };
      without[name] = await withoutEvents(parts.workbench, written, files[name] ?? [], ofTable);
    }
    await parts.reports.putLost(replay.id, chunk, { lost, files: without });
  });
  const done = next === end;
  const counts = { 'now silver': -losing, 'now duplicates': losing };
  return { phase: done ? 'release' : 'claim', progress: { ...at, at: done ? 0 : next }, counts };
}

export async function releaseChunks(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const { hub } = source;
  const next = await goOn(step, at.chunks, async chunk => {
    const { released } = await parts.reports.read(replay.id, chunk);
    if (released.length > 0)
      await parts.transfers.release(
        hub,
        released.map(({ identity, ...where }) => ({ identity, owner: formatCoordinate({ hub, ...where }) })),
      );
  });
  if (next < at.chunks) return { phase: 'release', progress: { ...at, at: next } };
  const changed = new Map<string, number>();
  for (let i = 0; i < at.chunks + at.extras; i += 1)
    for (const [name, rows] of Object.entries((await parts.reports.read(replay.id, i)).changed))
      changed.set(name, (changed.get(name) ?? 0) + rows);
  const tables = [...changed].flatMap(([name, rows]) => (rows > 0 ? [name] : []));
  return { phase: 'switch', progress: { ...at, at: 0, tables } };
}
