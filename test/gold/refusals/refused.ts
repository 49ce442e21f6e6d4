// What cannot be folded is refused when it is compiled: where it stands, why, and what to write instead.

import { expect, test } from 'vitest';
import { catalog } from '../equality/catalog.ts';
import { compileModels } from '../models.ts';

export const sale = "{{ source('silver', 'sale') }}";
export const stock = "{{ source('silver', 'stock') }}";
export const grouped = (columns: string, rest = '') =>
  `SELECT store, ${columns} FROM ${sale} ${rest} GROUP BY store`;

/** The model, and what is said of it after the name of its file. */
export type Refused = [name: string, model: string, message: string];

/** A test for each. `others` are models that they may name. */
export function testRefused(refused: readonly Refused[], others: Record<string, string> = {}): void {
  test.each(refused)('%s is refused', async (_name, model, message) => {
    const said = await compileModels(catalog, { ...others, refused: model }).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    expect(said.replace(/^(models\/gold\/)?refused\.sql: /, '')).toBe(message);
  });
}
