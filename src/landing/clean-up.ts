// Deletes landed files that are long in their tables.

import { inParallel } from '../delta/in-parallel.ts';
import { type LandedFile, type LandingStore, landingBucket, parseLandingPath } from './landing.ts';

/**
 * `isDone` says of a file whether all of it is in its tables and needed for nothing more; what is not is kept, however
 * old. Returns how many files were deleted.
 */
export async function cleanUpLanding(
  landing: LandingStore,
  isDone: (file: LandedFile) => boolean,
  beforeMs: number,
): Promise<number> {
  const before = landingBucket(beforeMs);
  async function* obsolete(): AsyncGenerator<string> {
    for await (const listed of landing.list('landing/')) {
      const file = parseLandingPath(listed);
      if (file && file.bucket >= before) return;
      if (file && isDone(file)) yield file.path;
    }
  }
  return inParallel(obsolete(), path => landing.delete(path));
}
