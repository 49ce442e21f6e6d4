import { describe, expect, test } from 'vitest';
import type { CompiledModelFile } from '../../src/gold/load-models.ts';
import type { Model } from '../../src/gold/model.ts';
import { createServing } from '../../src/rebuild/serving.ts';
import { foldedVersions, withPrevious } from '../../src/rebuild/versions.ts';

const file = (version: number, sql = 'select'): CompiledModelFile => ({
  ...{ sha256: '', description: '', columns: {}, sql, query: '' },
  meta: { version },
});

describe('models/compiled.json', () => {
  test('keeps the version before one that was raised, and only that', () => {
    const raised = withPrevious({ sales: file(3) }, { sales: { ...file(2), previous: file(1) } });
    expect(raised).toEqual({ sales: { ...file(3), previous: file(2) } });
  });

  test('keeps it through compilations that raise nothing', () => {
    const again = withPrevious({ sales: file(3, 'select 1') }, { sales: { ...file(3), previous: file(2) } });
    expect(again).toEqual({ sales: { ...file(3, 'select 1'), previous: file(2) } });
  });

  test('keeps nothing of a new model, or of one that is gone', () => {
    expect(withPrevious({ sales: file(1) }, { stock: file(1) })).toEqual({ sales: file(1) });
  });
});

const model = (name: string, version: number) =>
  ({ name, version, over: null, lookups: [] as Model['lookups'] }) as Model;
const versions = {
  models: [model('sales', 2), model('stock', 1)],
  previous: [model('sales', 1)],
};
const shown = (models: readonly Model[]) => models.map(({ name, version }) => `${name} v${version}`);

test('while a version is built, live events go into the one before it as ever, and into the new one by its seams', () => {
  const { settled, building } = foldedVersions(versions);
  expect([shown(settled), shown(building)]).toEqual([['stock v1', 'sales v1'], ['sales v2']]);
});

describe('answers', () => {
  test('are of the version before until the new one is whole, and of the new one within five seconds', async () => {
    let [whole, nowMs, asked] = [false, 0, 0];
    const isWhole = async () => {
      asked += 1;
      return whole;
    };
    const answering = createServing(versions, { isWhole }, () => nowMs);
    expect(shown(await answering())).toEqual(['sales v1', 'stock v1']);
    whole = true;
    nowMs = 4_999;
    expect(shown(await answering())).toEqual(['sales v1', 'stock v1']);
    nowMs = 5_000;
    expect(shown(await answering())).toEqual(['sales v2', 'stock v1']);
    nowMs = 1_000_000;
    await answering();
    expect(asked).toBe(2);
  });

  test('ask nothing where no version is built', async () => {
    const isWhole = () => Promise.reject(new Error('asked'));
    const answering = createServing({ ...versions, previous: [] }, { isWhole });
    expect(shown(await answering())).toEqual(['sales v2', 'stock v1']);
  });
});
