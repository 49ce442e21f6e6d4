// Reads the documents of one key that hold a stretch of time: a point read for each span.

import { documentId } from './document.ts';
import type { Model } from './model.ts';
import type { GoldStore, StoredDocument } from './store.ts';
import { advance, startOf, type Width } from './width.ts';

/** Starts of the spans that hold any of [fromMs, toMs), epoch ms. */
export function spansBetween(width: Width, fromMs: number, toMs: number): number[] {
  const spans: number[] = [];
  for (let span = startOf(width, fromMs); span < toMs; span = advance(width, span, 1)) spans.push(span);
  return spans;
}

/** Those that are there, in the order of `spans`. */
export async function readSpans(
  model: Model,
  store: Pick<GoldStore, 'read'>,
  key: readonly string[],
  spans: readonly number[],
): Promise<StoredDocument[]> {
  const found = await Promise.all(
    spans.map(span => store.read(model, { pk: key[0] ?? '', id: documentId(key, span) })),
  );
  return found.filter(document => document !== null);
}
