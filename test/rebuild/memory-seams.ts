// Seams in memory that keep the port's contract. `fault` runs before and after each operation, and may throw.

import type { SeamStore, StoredSeam } from '../../src/rebuild/seam.ts';

export function createMemorySeams(fault: () => Promise<void> = async () => {}): SeamStore {
  const seams = new Map<string, StoredSeam>();
  const whole = new Set<string>();
  let version = 0;
  const faulty = async <T>(operate: () => T): Promise<T> => {
    await fault();
    const result = operate();
    await fault();
    return result;
  };
  return {
    read: (_model, lane) => faulty(() => structuredClone(seams.get(lane) ?? null)),
    create: (_model, lane, seam) =>
      faulty(() => {
        if (seams.has(lane)) return 'exists';
        seams.set(lane, { seam, etag: String(++version) });
        return 'created';
      }),
    replace: (_model, lane, seam, etag) =>
      faulty(() => {
        if (seams.get(lane)?.etag !== etag) return 'changed';
        seams.set(lane, { seam, etag: String(++version) });
        return 'replaced';
      }),
    isWhole: async model => whole.has(model.name),
    setWhole: async model => {
      whole.add(model.name);
    },
  };
}
