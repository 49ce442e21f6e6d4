// The registry over its store: a decision is a pure function of the state, and counts only if the state is still the same
// when it is written. So concurrent registrations of one schema find each other and get one id
// (test/registry/concurrency.test.ts).

import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from './registry-error.ts';
import type { Outcome, RegistryState } from './registry-state.ts';
import type { RegistryStore } from './store.ts';

export type Registry = {
  read(): Promise<RegistryState>;
  /** Decides, writes, and answers; decides again when somebody else wrote meanwhile. */
  change<T>(decide: (state: RegistryState) => Outcome<T>): Promise<T>;
};

const MAX_ATTEMPTS = 200;
const MAX_PAUSE_MS = 100;

export function createRegistry(store: RegistryStore): Registry {
  return {
    read: async () => (await store.read()).state,
    change: async decide => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const snapshot = await store.read();
        const { answer, change } = decide(snapshot.state);
        if (change === null || (await store.write(snapshot, change)) === 'written') return answer;
        await sleep(Math.random() * Math.min(MAX_PAUSE_MS, 5 * (attempt + 1)));
      }
      throw new RegistryError(50002, 'Others write without a pause: the operation was given up. Try again');
    },
  };
}
