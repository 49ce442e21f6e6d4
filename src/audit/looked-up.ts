// What an audited model looks up, as gold had it when it was read.

import type { GoldDocument } from '../gold/document.ts';
import { addressIn, type Looked, lookUp, readFrom } from '../gold/look-up.ts';
import type { Model } from '../gold/model.ts';
import type { ReadGoldDocuments } from '../sql/gold-tables.ts';
import { addressOf } from './compare.ts';
import { type Cut, isWithin } from './cut.ts';

export type LookedUp = { model: Model; documents: GoldDocument[] };

export async function readLookedUp(read: ReadGoldDocuments, { lookups }: Model): Promise<LookedUp[]> {
  const models = new Map(lookups.map(({ model }) => [model.name, model]));
  const found: LookedUp[] = [];
  for (const model of models.values())
    found.push({ model, documents: await read(model, 0, Number.POSITIVE_INFINITY) });
  return found;
}

/** Addresses of looked-up documents that are not at the cut. `behind` finds those that lacked an event of it. */
export async function addressesMoving(
  lookedUp: readonly LookedUp[],
  cut: Cut,
  behind: (model: Model, documents: readonly GoldDocument[]) => Promise<ReadonlySet<string>>,
): Promise<Set<string>> {
  const moving = new Set<string>();
  for (const { model, documents } of lookedUp) {
    const late = await behind(model, documents);
    for (const name of late) moving.add(`${model.name} ${name}`);
    for (const document of documents)
      if (!isWithin(document, cut)) moving.add(`${model.name} ${addressOf(document)}`);
  }
  return moving;
}

/** By the addresses of the model's documents; null where a row that is looked up is still moving. */
export async function lookUpSettled(
  model: Model,
  documents: readonly GoldDocument[],
  lookedUp: readonly LookedUp[],
  moving: ReadonlySet<string>,
): Promise<Map<string, Looked | null>> {
  const settled = new Map<string, Looked | null>();
  if (model.lookups.length === 0) return settled;
  const stored = readFrom(
    new Map(
      lookedUp.flatMap(found =>
        found.documents.map(document => [addressIn(found.model, document), document] as const),
      ),
    ),
  );
  for (const document of documents) {
    let still = true;
    const looked = await lookUp(model, document.key, (wanted, address) => {
      still &&= !moving.has(`${wanted.name} ${addressOf(address)}`);
      return stored(wanted, address);
    });
    settled.set(addressOf(document), still ? looked : null);
  }
  return settled;
}
