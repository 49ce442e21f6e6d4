// Many small requests at once: deletions, above all.

const atOnce = 32;

/** Does `work` for each item as it comes. Returns how many there were; throws the first failure when all have ended. */
export async function inParallel<T>(
  items: AsyncIterable<T> | Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  const failures: unknown[] = [];
  const running = new Set<Promise<unknown>>();
  let count = 0;
  for await (const item of items) {
    count += 1;
    const task: Promise<unknown> = work(item)
      .catch(error => failures.push(error))
      .finally(() => running.delete(task));
    running.add(task);
    if (running.size >= atOnce) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return count;
}
