import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { debeziumFiles, debeziumFolder } from '../../scripts/debezium-files.ts';
import { readCatalog } from '../../src/package-files.ts';

const relational = readCatalog().sources.filter(({ encoding }) => encoding === 'debezium');
const read = (path: string) => readFileSync(join(debeziumFolder, path), 'utf8');
const module = readFileSync(join(debeziumFolder, '..', 'bicep', 'modules', 'debezium-server.bicep'), 'utf8');

test('the files in debezium/ are those that the catalog gives: `npm run debezium` writes them', () => {
  const files = debeziumFiles();
  for (const [path, text] of files) expect(read(path)).toBe(text);
  const found = ['server', 'connect'].flatMap(folder =>
    readdirSync(join(debeziumFolder, folder)).map(name => `${folder}/${name}`),
  );
  expect(found.sort()).toEqual([...files.keys(), 'connect/worker.properties'].sort());
});

describe.each(relational.map(({ name }) => name))('the configuration of %s', name => {
  const server = read(`server/${name}.properties`);
  const properties = new Map(
    server
      .split('\n')
      .filter(line => line.includes('=') && !line.startsWith('#'))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const { config } = JSON.parse(read(`connect/${name}.json`)) as { config: Record<string, string> };

  test('holds no secret and no address, only the names of where they are', () => {
    for (const [property, value] of properties)
      if (/hostname|port$|user$|password$/.test(property)) expect(value).toMatch(/^\$\{DATABASE_[A-Z]+\}$/);
    for (const [property, value] of Object.entries(config))
      if (/hostname|port$|user$|password$/.test(property))
        expect(value).toMatch(/^\$\{dir:\/mnt\/secrets:[a-z]+-[a-z]+\}$/);
  });

  test('captures the tables of the catalog, and is the same in Debezium Server and Kafka Connect', () => {
    const types = relational.find(source => source.name === name)?.types ?? [];
    const tables = config['table.include.list']?.split(',') ?? [];
    expect(types.map(type => type.name)).toEqual(
      tables.map(table =>
        [...new Set([...(types[0]?.name.split('.').slice(0, 1) ?? []), ...table.split('.')])].join('.'),
      ),
    );
    for (const [property, value] of Object.entries(config))
      if (properties.has(`debezium.source.${property}`) && !value.includes('${'))
        expect([property, properties.get(`debezium.source.${property}`)]).toEqual([property, value]);
  });

  test('sets what Bicep gives the container, and nothing that Debezium reads is set in one place alone', () => {
    const inModule = new Set(module.match(/\bDEBEZIUM_(?:SOURCE|SINK|FORMAT)_[A-Z_]+\b/g));
    const inFile = [...properties.keys()].map(property => property.toUpperCase().replaceAll(/[.-]/g, '_'));
    const credentials = /_(USER|PASSWORD)$/;
    expect(inFile.filter(variable => !credentials.test(variable) && !inModule.has(variable))).toEqual([]);
  });
});
