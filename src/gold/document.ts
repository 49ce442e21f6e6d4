// A gold document: the state of one key over one span of windows, with a watermark per lane.
// Its watermarks say how far each lane has been folded into it; see fold-write.ts for how they keep folds exact.

import type { State } from './aggregates/state.ts';
import type { Model } from './model.ts';
import { countBetween, startOf } from './width.ts';

export type GoldDocument = {
  /** Key columns after the first, and the span's start: unique within `pk`. */
  id: string;
  /** The first key column. */
  pk: string;
  key: Record<string, string>;
  /** Start of the span, epoch ms; 0 for a model without windows. */
  span: number;
  /** Lane → last sequence number folded in. */
  w: Record<string, number>;
  s: State;
  /** When the last fold was written, epoch ms. */
  at: number;
  /** Cosmos time to live after the last write, seconds. */
  ttl?: number;
};

export type DocumentAddress = Pick<GoldDocument, 'id' | 'pk' | 'key' | 'span'>;

/** Start of the span that holds the time, epoch ms; 0 for a model without windows. */
export function windowSpan({ window }: Model, eventTimeMs: number): number {
  return window ? startOf(window.span, eventTimeMs) : 0;
}

/** Where the state of a key at a time is kept. */
export function documentAddress(model: Model, key: readonly string[], eventTimeMs: number): DocumentAddress {
  const span = windowSpan(model, eventTimeMs);
  return { id: documentId(key, span), pk: key[0] ?? '', key: namedKey(model, key), span };
}

/** Spans sort as text within a key: ids of one key are listed in order of time. */
export function documentId(key: readonly string[], span: number): string {
  return [...key.slice(1).map(encodeName), String(span).padStart(14, '0')].join('|');
}

function namedKey({ plan }: Model, key: readonly string[]): Record<string, string> {
  const named: Record<string, string> = {};
  plan.key.forEach(({ name }, i) => {
    named[name] = key[i] ?? '';
  });
  return named;
}

/** Index of the pane within its document's span. */
export function windowSlot({ window }: Model, eventTimeMs: number, span: number): number {
  return window ? countBetween(window.pane, span, eventTimeMs) : 0;
}

export function fieldName(slot: number, aggregate: string): string {
  return `${slot}_${aggregate}`;
}

/** Cosmos ids and patch paths are safe with letters, digits, `-`, `.`; the rest is written as `!<hex>!`. */
export function encodeName(text: string): string {
  if (/^[A-Za-z0-9.-]*$/.test(text)) return text;
  return text.replace(/[^A-Za-z0-9.-]/gu, character => `!${character.codePointAt(0)?.toString(16)}!`);
}

/** The inverse of encodeName. */
export function decodeName(encoded: string): string {
  return encoded.replace(/!([0-9a-f]+)!/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
