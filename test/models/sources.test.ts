import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelsFolder } from '../../scripts/gold/models-folder.ts';
import { sourcesYaml } from '../../scripts/gold/sources.ts';
import { readCatalog } from '../../src/package-files.ts';
import { currentViews, lakeTables } from '../../src/tables/table-definitions.ts';

type Table = { name: string; description: string; columns: { name: string; data_type: string }[] };

const folder = join(modelsFolder, 'gold');
const text = readFileSync(join(folder, 'sources.yml'), 'utf8');
const tables: Table[] = parse(text).sources[0].tables;

describe('models/gold/sources.yml', () => {
  test('is what the catalog says: `npm run gold -- sources` writes it anew', () => {
    expect(text).toBe(sourcesYaml(readCatalog()));
  });

  test('has every silver table and every view of present rows, described', () => {
    const catalog = readCatalog();
    const names = [
      ...lakeTables(catalog).map(({ definition }) => definition.name),
      ...currentViews(catalog).keys(),
    ]
      .filter(name => name.startsWith('silver.'))
      .map(name => name.slice('silver.'.length));
    expect(tables.map(({ name }) => name)).toEqual(names.sort());
    expect(tables.filter(({ description }) => !description)).toEqual([]);
  });

  test('has every table that a model reads', () => {
    const read = readdirSync(folder)
      .filter(file => file.endsWith('.sql'))
      .flatMap(file => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/source\('silver', '(\w+)'\)/g),
      ]);
    expect(read.length).toBeGreaterThan(8);
    expect(read.filter(([, name]) => !tables.some(table => table.name === name))).toEqual([]);
  });
});
