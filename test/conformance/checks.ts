// Counts what holds and what does not, one line for each.

import { isDeepStrictEqual } from 'node:util';

export type Checks = {
  /** `ok <sentence>` when `hold` returns, `not ok <sentence>: why` when it throws. */
  check(sentence: string, hold: () => Promise<void>): Promise<void>;
  summary(): { passed: number; failed: number };
};

export function startChecks(print: (line: string) => void): Checks {
  let passed = 0;
  let failed = 0;
  return {
    check: async (sentence, hold) => {
      try {
        await hold();
        passed += 1;
        print(`ok ${sentence}`);
      } catch (error) {
        failed += 1;
        print(`not ok ${sentence}: ${error instanceof Error ? error.message : error}`);
      }
    },
    summary: () => ({ passed, failed }),
  };
}

/** Throws an Error that shows both when they are not the same; the order of an object's fields does not matter. */
export function same(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what} is ${JSON.stringify(actual)}, must be ${JSON.stringify(expected)}`);
}
