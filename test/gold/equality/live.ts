// The live run: each lane's events folded in batches of any size, lanes in any order, and the rows that are left.

import { baseLane } from '../../../src/events/coordinate.ts';
import type { SilverEvent } from '../../../src/events/silver-event.ts';
import type { GoldDocument } from '../../../src/gold/document.ts';
import { foldBatch } from '../../../src/gold/fold.ts';
import { createFoldWriter } from '../../../src/gold/fold-writer.ts';
import { keptModels } from '../../../src/gold/kept-models.ts';
import { addressIn, lookUp, readFrom } from '../../../src/gold/look-up.ts';
import type { Model } from '../../../src/gold/model.ts';
import { everything } from '../../../src/gold/panes.ts';
import type { Columns } from '../../../src/gold/read-state.ts';
import { byKey, currentRows, windowRows } from '../../../src/gold/rows.ts';
import type { Width } from '../../../src/gold/width.ts';
import { createMemoryGoldStore } from '../memory-gold-store.ts';
import { enqueuedTimeMs } from './batch.ts';

/** How a run goes about it: sizes of batches and which lane is next, both used in turn. */
export type Course = { sizes: number[]; turns: number[] };

/** The documents of each model after all events, by its name. */
export async function foldLive(
  models: readonly Model[],
  hubs: Record<string, readonly (readonly SilverEvent[])[]>,
  { sizes, turns }: Course,
): Promise<Map<string, GoldDocument[]>> {
  const kept = keptModels(models);
  const store = createMemoryGoldStore();
  const writers = [createFoldWriter(store), createFoldWriter(store)];
  const lanes = Object.entries(hubs).flatMap(([hub, events]) =>
    events.map((lane, i) => ({ hub, partitionId: String(i), events: lane, next: 0 })),
  );
  for (let step = 0; ; step += 1) {
    const open = lanes.filter(lane => lane.next < lane.events.length);
    const lane = open[(turns[step % turns.length] ?? 0) % open.length];
    if (!lane) break;
    const to = lane.next + (sizes[step % sizes.length] ?? 1);
    const accepted = lane.events
      .slice(lane.next, to)
      .map((event, i) => ({ sequenceNumber: (lane.next + i) * 3, enqueuedTimeMs, event }));
    await writers[step % 2]?.write(foldBatch(kept, lane, accepted));
    lane.next = to;
  }
  return documentsOf(kept, store);
}

/** As a rebuild does: live events from the middle of each lane on, and then what was before, under its own watermarks. */
export async function foldTailThenBase(
  models: readonly Model[],
  hubs: Record<string, readonly (readonly SilverEvent[])[]>,
): Promise<Map<string, GoldDocument[]>> {
  const store = createMemoryGoldStore();
  const kept = keptModels(models);
  const lanes = Object.entries(hubs).flatMap(([hub, events]) =>
    events.map((lane, i) => ({ lane: { hub, partitionId: String(i) }, events: lane })),
  );
  for (const part of ['tail', 'base'] as const)
    for (const { lane, events } of lanes) {
      const middle = Math.floor(events.length / 2);
      const accepted = events.map((event, sequenceNumber) => ({ sequenceNumber, enqueuedTimeMs, event }));
      const folded = part === 'tail' ? accepted.slice(middle) : accepted.slice(0, middle);
      await createFoldWriter(store).write(foldBatch(kept, part === 'tail' ? lane : baseLane(lane), folded));
    }
  return documentsOf(kept, store);
}

function documentsOf(
  kept: readonly Model[],
  store: ReturnType<typeof createMemoryGoldStore>,
): Map<string, GoldDocument[]> {
  const documents = new Map<string, GoldDocument[]>(kept.map(({ name }) => [name, []]));
  for (const [id, { document }] of store.documents)
    documents.get(id.slice(0, id.indexOf(' ')))?.push(document);
  return documents;
}

/** Of a model that looks nothing up. */
export function liveRows(model: Model, documents: readonly GoldDocument[]): Columns[] {
  const { window } = model;
  return window
    ? byKey(documents).flatMap(list => windowRows(model, window, list))
    : documents.flatMap(document => currentRows(model, document));
}

/** Of any model, from all documents by the names of their models. */
export async function answeredRows(
  model: Model,
  documents: ReadonlyMap<string, readonly GoldDocument[]>,
): Promise<Columns[]> {
  const stored = readFrom(
    new Map(
      [...documents].flatMap(([name, list]) =>
        list.map(document => [addressIn({ name }, document), document] as const),
      ),
    ),
  );
  const rows: Columns[] = [];
  for (const list of byKey(documents.get((model.over ?? model).name) ?? [])) {
    const looked = await lookUp(model, list[0]?.key ?? {}, stored);
    rows.push(
      ...(model.window
        ? windowRows(model, model.window, list, looked)
        : list.flatMap(document => currentRows(model, document, looked))),
    );
  }
  return rows;
}

/** At a larger grain, as the API shows them. */
export function rolledUpRows(model: Model, documents: readonly GoldDocument[], grain: Width): Columns[] {
  const { window } = model;
  if (!window) return [];
  return byKey(documents).flatMap(list =>
    windowRows(model, window, list, undefined, { ...everything(window), grain }),
  );
}
