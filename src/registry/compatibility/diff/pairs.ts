import type { Schema } from '../schema/schema.ts';

/** A map whose keys are pairs of nodes, told apart by identity. */
export class Pairs<T> {
  readonly #rows = new Map<Schema, Map<Schema, T>>();

  get(original: Schema, update: Schema): T | undefined {
    return this.#rows.get(original)?.get(update);
  }

  set(original: Schema, update: Schema, value: T): void {
    const row = this.#rows.get(original) ?? new Map<Schema, T>();
    this.#rows.set(original, row.set(update, value));
  }
}
