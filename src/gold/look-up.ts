// Looks up what a group's key leads to: rows of another model, or of a relational table. See docs/decisions/lookup-joins.md.

import type { Value } from '../sql-expression/value.ts';
import { documentId, type GoldDocument } from './document.ts';
import { keyText, keyValue } from './key-text.ts';
import type { Lookup, Model } from './model.ts';

/** What a group shows beside its own values, once for each row that it is joined with. */
export type Looked = readonly (readonly Value[])[];

/** Of a model without lookups: a group is one row. */
export const nothingLooked: Looked = [[]];

export type ReadDocument = (
  model: Model,
  address: { pk: string; id: string },
) => Promise<GoldDocument | null>;

/** `key` is that of a document of the model. One read for each lookup, one after another: a later one may need an earlier. */
export async function lookUp(
  { plan, lookups }: Model,
  key: Record<string, string>,
  read: ReadDocument,
): Promise<Looked> {
  const own = plan.key.map(({ name, type }) => keyValue(type, key[name] ?? ''));
  let rows: Value[][] = [[]];
  for (const lookup of lookups) {
    const next: Value[][] = [];
    for (const looked of rows) {
      const found = await rowsFor(lookup, { key: own, values: [], looked }, read);
      if (found.length === 0 && lookup.optional) next.push([...looked, ...nulls(lookup.width)]);
      for (const row of found) next.push([...looked, ...row]);
    }
    rows = next;
  }
  return rows;
}

async function rowsFor(
  { model, key, rowsOf }: Lookup,
  group: Parameters<Lookup['key'][number]>[0],
  read: ReadDocument,
): Promise<readonly Value[][]> {
  const texts: string[] = [];
  for (const [i, part] of key.entries()) {
    const value = part(group);
    const type = model.plan.key[i]?.type;
    if (value === null || !type) return [];
    texts.push(keyText(type, value));
  }
  const document = await read(model, { pk: texts[0] ?? '', id: documentId(texts, 0) });
  return document ? rowsOf(document) : [];
}

const nulls = (count: number): null[] => Array.from({ length: count }, () => null);

/** Where there are no more than documents in memory, by `addressIn`. */
export function readFrom(documents: ReadonlyMap<string, GoldDocument>): ReadDocument {
  return async (model, address) => documents.get(addressIn(model, address)) ?? null;
}

export const addressIn = ({ name }: Pick<Model, 'name'>, { pk, id }: { pk: string; id: string }) =>
  JSON.stringify([name, pk, id]);
