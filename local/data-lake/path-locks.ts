// Order between operations whose paths overlap: a rename or a recursive delete takes several Azurite requests,
// and nobody may see it half done. Two operations wait for each other only where their paths meet; first come,
// first served.

/**
 * `use`: reads, and writes that Azurite does atomically by itself;
 * `change`: writes of several steps to one path, one after the other;
 * `move`: nothing else at all.
 */
export type LockMode = 'use' | 'change' | 'move';

export interface LockScope {
  /** `{container}` or `{container}/{path}`. */
  key: string;
  /** Whether everything beneath counts too. */
  subtree: boolean;
  mode: LockMode;
}

interface Held {
  scopes: LockScope[];
  released: Promise<void>;
}

export class PathLocks {
  readonly #held = new Set<Held>();

  /** Waits for all earlier conflicting operations. @returns the release, which may be called more than once */
  async acquire(...scopes: LockScope[]): Promise<() => void> {
    const earlier = [...this.#held].filter(held => conflicts(held.scopes, scopes));
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine: Held = { scopes, released: promise };
    this.#held.add(mine);
    const release = () => {
      this.#held.delete(mine);
      resolve();
    };
    if (earlier.length > 0) await Promise.all(earlier.map(held => held.released));
    return release;
  }

  /** Runs `work` under the lock. */
  async with<T>(scopes: LockScope[], work: () => Promise<T>): Promise<T> {
    const release = await this.acquire(...scopes);
    try {
      return await work();
    } finally {
      release();
    }
  }
}

function conflicts(left: LockScope[], right: LockScope[]): boolean {
  return left.some(a => right.some(b => modesConflict(a.mode, b.mode) && overlaps(a, b)));
}

function modesConflict(a: LockMode, b: LockMode): boolean {
  return a === 'move' || b === 'move' || (a === 'change' && b === 'change');
}

function overlaps(a: LockScope, b: LockScope): boolean {
  if (a.key === b.key) return true;
  return (a.subtree && b.key.startsWith(`${a.key}/`)) || (b.subtree && a.key.startsWith(`${b.key}/`));
}
