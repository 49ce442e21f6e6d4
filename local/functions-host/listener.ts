// What waits for a trigger and invokes its function.

export interface Listener {
  start(): void;
  /** Takes no new work and lets go of what is shared with other hosts. */
  stop(limitMs: number): Promise<void>;
}
