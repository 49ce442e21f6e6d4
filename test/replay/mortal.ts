// A worker that dies at one of its calls.

/** Runs what is asked of a port, or dies before or after it. */
export type Life = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => (...args: A) => Promise<R>;

export const immortal: Life = call => call;

/** Calls until the `last` go through; that one dies before or after it did its work, and every later one at once. */
export function mortal(last: number, dies: 'before' | 'after'): { life: Life; isDead: () => boolean } {
  let calls = 0;
  const life: Life =
    call =>
    async (...args) => {
      calls += 1;
      if (calls > last || (calls === last && dies === 'before')) throw new Error('killed');
      const result = await call(...args);
      if (calls >= last) throw new Error('killed');
      return result;
    };
  return { life, isDead: () => calls >= last };
}
