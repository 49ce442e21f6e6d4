// How fresh an answer is, from the documents that it was made of.

import { laneOfWatermark } from '../events/coordinate.ts';
import type { GoldDocument } from './document.ts';

export type Freshness = {
  /** When the newest of the documents was folded. */
  freshness: { foldedAt: string | null };
  /** How far each lane is in them, by lane name. */
  watermark: Record<string, number>;
};

export function freshnessOf(documents: readonly GoldDocument[]): Freshness {
  const watermark: Record<string, number> = {};
  let at = 0;
  for (const document of documents) {
    at = Math.max(at, document.at);
    for (const [name, sequenceNumber] of Object.entries(document.w)) {
      const lane = laneOfWatermark(name);
      watermark[lane] = Math.max(watermark[lane] ?? -1, sequenceNumber);
    }
  }
  return { freshness: { foldedAt: at === 0 ? null : new Date(at).toISOString() }, watermark };
}
