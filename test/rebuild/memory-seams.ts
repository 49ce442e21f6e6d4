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
    read: ({ name }, lane) => faulty(() => structuredClone(seams.get(`${name} ${lane}`) ?? null)),
    create: ({ name }, lane, seam) =>
      faulty(() => {
        const id = `${name} ${lane}`;
        if (seams.has(id)) return 'exists';
        seams.set(id, { seam, etag: String(++version) });
        return 'created';
      }),
    replace: ({ name }, lane, seam, etag) =>
      faulty(() => {
        const id = `${name} ${lane}`;
        if (seams.get(id)?.etag !== etag) return 'changed';
        seams.set(id, { seam, etag: String(++version) });
        return 'replaced';
      }),
    isWhole: async model => whole.has(model.name),
    setWhole: async model => {
      whole.add(model.name);
    },
  };
}
