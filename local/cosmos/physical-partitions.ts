// Physical partitions: which range of effective keys each holds. One, unless a test wants several; a split makes two of each,
// and requests that still name the old one are told so with 410. Queries over several are answered by each for itself: the
// plan names no merging, so one that orders or adds up over all keys needs the one partition.
import { CosmosError } from './errors.ts';

export type PhysicalPartition = { id: string; min: string; max: string; parents: string[] };

export type PhysicalPartitions = {
  all(): readonly PhysicalPartition[];
  /** @throws 410, substatus 1002, when it was split or never was */
  get(id: string): PhysicalPartition;
  split(): void;
};

/** Version 2 hashes have their two highest bits cleared. */
const HASHES = 0x4000;

export function physicalPartitions(count: number): PhysicalPartitions {
  let next = 0;
  let bounds = Array.from({ length: count + 1 }, (_, i) => (HASHES * i) / count);
  let current = rangesOf(() => []);

  function rangesOf(parentsOf: (index: number) => string[]): PhysicalPartition[] {
    return bounds.slice(1).map((end, i) => ({
      id: String(next++),
      min: i === 0 ? '' : text(bounds[i] ?? 0),
      max: end === HASHES ? 'FF' : text(end),
      parents: parentsOf(i),
    }));
  }

  return {
    all: () => current,
    get: id => {
      const found = current.find(partition => partition.id === id);
      if (!found) throw new CosmosError(410, `The partition key range ${id} is gone.`, 1002);
      return found;
    },
    split: () => {
      const before = current;
      bounds = bounds.flatMap((start, i) => {
        const end = bounds[i + 1];
        return end === undefined ? [start] : [start, (start + end) / 2];
      });
      current = rangesOf(i => {
        const parent = before[i >> 1];
        return parent ? [...parent.parents, parent.id] : [];
      });
    },
  };
}

const text = (hash: number) => Math.floor(hash).toString(16).toUpperCase().padStart(4, '0');
