import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installBlobLookup } from '../../../local/azurite/blob-lookup.ts';

interface Collection {
  insert(doc: object): unknown;
  find(query: object): object[];
  findOne(query: object): object | null;
  findAndRemove(query: object): void;
  chain(): { find(query: object): { data(): object[] } };
}
type Loki = new (
  name: string,
) => {
  addCollection(name: string): Collection;
  loadJSON(text: string): void;
  serialize(): string;
  getCollection(name: string): Collection;
};

const require = createRequire(import.meta.url);
const plain = freshLoki();
const patched = freshLoki();
installBlobLookup(patched as never);

function freshLoki(): Loki {
  const path = createRequire(require.resolve('azurite')).resolve('lokijs');
  delete require.cache[path];
  return require(path) as Loki;
}

const name = fc.constantFrom('a', 'b', '1', '01', '1e0', 'a/b');
const container = fc.constantFrom('c', 'd');
const keys = fc.record({
  accountName: fc.constant('x'),
  containerName: container,
  name,
  snapshot: fc.constantFrom('', 's'),
});
const command = fc.oneof(
  keys.map(doc => ({ kind: 'insert' as const, doc })),
  keys.map(query => ({ kind: 'remove' as const, query })),
  fc.record({ containerName: container }).map(query => ({ kind: 'remove' as const, query })),
  fc.constant({ kind: 'reload' as const }),
);

describe('the lookup by name', () => {
  it('answers every query as LokiJS does without it', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 40 }),
        fc.array(keys, { minLength: 1, maxLength: 5 }),
        (commands, queries) => {
          const outcomes = [plain, patched].map(loki => run(loki, commands, queries));
          expect(outcomes[1]).toEqual(outcomes[0]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function run(loki: Loki, commands: unknown[], queries: object[]): unknown {
  let db = new loki('test');
  let blobs = db.addCollection('$BLOBS_COLLECTION$');
  let n = 0;
  for (const each of commands as { kind: string; doc?: object; query?: object }[]) {
    if (each.kind === 'insert') blobs.insert({ ...each.doc, n: n++ });
    if (each.kind === 'remove') blobs.findAndRemove(each.query as object);
    if (each.kind === 'reload') {
      const text = db.serialize();
      db = new loki('test');
      db.loadJSON(text);
      blobs = db.getCollection('$BLOBS_COLLECTION$');
    }
  }
  const bare = (docs: object[]) => docs.map(doc => (doc as { n: number }).n);
  return queries.map(query => [
    bare(blobs.find(query)),
    bare([blobs.findOne(query) ?? { n: -1 }]),
    bare(blobs.chain().find(query).data()),
  ]);
}
