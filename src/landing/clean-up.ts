// Deletes landed files that are long in their tables.

import { type Lane, laneName } from '../events/coordinate.ts';
import { type LandingStore, landingBucket, parseLandingPath } from './landing.ts';

/**
 * `cursor` is the oldest bucket with a file that is still needed; `lanes` are the catalog's: what landed from a source
 * that was taken out of it is kept. Returns how many files were deleted.
 */
export async function cleanUpLanding(
  landing: LandingStore,
  cursor: string,
  lanes: readonly Lane[],
  beforeMs: number,
): Promise<number> {
  const known = new Set(lanes.map(laneName));
  const before = landingBucket(beforeMs);
  const limit = cursor < before ? cursor : before;
  const obsolete: string[] = [];
  for await (const { path, metadata } of landing.list('landing/')) {
    const file = parseLandingPath(path, metadata);
    if (!file || !known.has(laneName(file))) continue;
    if (file.bucket >= limit) break;
    obsolete.push(path);
  }
  for (const path of obsolete) await landing.delete(path);
  return obsolete.length;
}
