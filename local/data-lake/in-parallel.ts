// Runs work on many items, a few at a time.

const AT_ONCE = 8;

/** Ends when all are done, or with the first error once the others under way have ended. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      const item = items[next++] as T;
      await work(item).catch(error => {
        failed = true;
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const rejected = results.find(result => result.status === 'rejected');
  if (rejected) throw rejected.reason;
}
