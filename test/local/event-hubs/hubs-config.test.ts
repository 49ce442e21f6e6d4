import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readHubs } from '../../../local/event-hubs/hubs-config.ts';
import { temporaryFolder } from './service.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'hubs.json');
afterAll(() => folder.remove());

function read(content: unknown) {
  writeFileSync(path, JSON.stringify(content));
  return readHubs(path);
}

test('a hubs file is a list, or an object that has it under hubs', () => {
  const hubs = [{ name: 'pos', partitions: 2, consumerGroups: ['bronze'] }];
  expect(read(hubs)).toEqual(hubs);
  expect(read({ hubs })).toEqual(hubs);
});

test.each([
  ['no hubs', [], 'no hubs'],
  ['a hub without a name', [{ partitions: 1 }], 'hubs[0].name is not a hub name'],
  ['a name that is a path', [{ name: '../x', partitions: 1 }], 'hubs[0].name is not a hub name'],
  ['no partitions', [{ name: 'a', partitions: 0 }], 'hubs[0].partitions is not between 1 and 1024'],
  ['a group without a name', [{ name: 'a', partitions: 1, consumerGroups: [''] }], 'hubs[0].consumerGroups'],
  [
    'one name twice',
    [
      { name: 'a', partitions: 1 },
      { name: 'A', partitions: 1 },
    ],
    "hub 'a' is there twice",
  ],
])('a hubs file with %s stops the start and says so', (_, content, message) => {
  expect(() => read(content)).toThrow(message);
});
