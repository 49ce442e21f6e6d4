// A store whose requests wait for their turn, and may fail or be the last thing that their process does.

import type { TableStore } from '../../src/delta/store.ts';

/**
 * `serve`: all goes well. `refuse`: not carried out, and an error says so. `lose`: carried out, and an error says that
 * nobody knows. `die`: the process ends before the request. `die after`: it ends before it learns of the answer.
 */
export type Fate = 'serve' | 'refuse' | 'lose' | 'die' | 'die after';

/** Resolves when it is the request's turn, with what is to become of it. */
export type Turn = (request: string) => Promise<Fate>;

export type FaultyStore = TableStore & {
  /** Resolves when the process that uses the store has died. No request is answered after that. */
  died: Promise<void>;
};

const forever = new Promise<never>(() => {});

export function faultyStore(store: TableStore, turn: Turn): FaultyStore {
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  let isDead = false;
  const end = (): Promise<never> => {
    isDead = true;
    die();
    return forever;
  };
  const request = async <T>(name: string, carryOut: () => Promise<T>): Promise<T> => {
    if (isDead) return forever;
    const fate = await turn(name);
    if (isDead) return forever;
    if (fate === 'die') return end();
    if (fate === 'refuse') throw new Error(`${name}: refused`);
    const answer = await carryOut();
    if (fate === 'die after') return end();
    if (fate === 'lose') throw new Error(`${name}: the connection was lost`);
    return answer;
  };
  return {
    died,
    create: (path, content) => request(`create ${path}`, () => store.create(path, content)),
    put: (path, content) => request(`put ${path}`, () => store.put(path, content)),
    read: path => request(`read ${path}`, () => store.read(path)),
    delete: path => request(`delete ${path}`, () => store.delete(path)),
    async *list(folder) {
      await request(`list ${folder}`, async () => {});
      let listed = 0;
      for await (const file of store.list(folder)) {
        // Other requests come between the pages of a listing.
        if (listed > 0 && listed % pageLength === 0) await request(`list ${folder} on`, async () => {});
        listed += 1;
        yield file;
      }
    },
  };
}

const pageLength = 7;
