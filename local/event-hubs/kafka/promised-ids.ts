/** Ids that were told to new members and are not joined with yet (KIP-394); each is good for the member's session. */
export class PromisedIds {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  get size(): number {
    return this.#timers.size;
  }

  has(memberId: string): boolean {
    return this.#timers.has(memberId);
  }

  promise(memberId: string, forMs: number): void {
    this.#timers.set(memberId, setTimeout(() => this.#timers.delete(memberId), forMs).unref());
  }

  /** Whether there was such a promise. */
  take(memberId: string): boolean {
    clearTimeout(this.#timers.get(memberId));
    return this.#timers.delete(memberId);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
