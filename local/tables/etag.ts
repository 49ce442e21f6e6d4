// Timestamps and entity tags: both are the time of the last change, so that equal tags mean an unchanged entity.
// Microseconds fit a double exactly; the service's 100 ns do not, so the seventh digit is always 0.

/** A clock in microseconds since 1970 that never gives the same time twice. */
export class ChangeClock {
  #last = 0;

  next(): number {
    this.#last = Math.max(Date.now() * 1000, this.#last + 1);
    return this.#last;
  }

  /** After recovery: never go back behind a time already given. */
  sawTime(time: number): void {
    if (time > this.#last) this.#last = time;
  }
}

/** `2026-01-31T10:00:00.1234560Z` */
export function timestampOf(time: number): string {
  const seconds = new Date(Math.floor(time / 1000)).toISOString().slice(0, 19);
  return `${seconds}.${String(time % 1_000_000).padStart(6, '0')}0Z`;
}

/** `W/"datetime'2026-01-31T10%3A00%3A00.1234560Z'"` */
export function etagOf(time: number): string {
  return `W/"datetime'${timestampOf(time).replaceAll(':', '%3A')}'"`;
}
