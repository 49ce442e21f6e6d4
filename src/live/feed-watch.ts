// One reader of a model's change feed for all who watch it in this process. It reads while anyone watches, and no longer.

import { setTimeout as sleep } from 'node:timers/promises';
import type { GoldDocument } from '../gold/document.ts';
import type { FeedPage, FeedReader } from './feed.ts';

export type Watcher = {
  /** A version of a document of the watcher's partition key. */
  put(document: GoldDocument): void;
  /** All documents up to the feed's position have been put. */
  settle(): void;
  /** The feed cannot be read. */
  fail(error: unknown): void;
};

export type FeedWatch = {
  /** Resolves when there is a position: what is written from then on is put. */
  begun: Promise<void>;
  /** Behind all that was put. */
  position(): string;
  watch(pk: string, watcher: Watcher): void;
  unwatch(pk: string, watcher: Watcher): void;
};

/** `over` is called when the last watcher has gone, or the feed has failed: then it reads no more. */
export function watchFeed(
  reader: FeedReader,
  { pollMs, patienceMs, over }: { pollMs: number; patienceMs: number; over: () => void },
): FeedWatch {
  const watchers = new Map<string, Set<Watcher>>();
  const begun = Promise.withResolvers<void>();
  begun.promise.catch(() => {});
  let position = '';
  let failingSinceMs: number | null = null;
  let idle = true;

  async function run(): Promise<void> {
    while (watchers.size > 0) {
      const startedMs = performance.now();
      const more = await read();
      if (!more) await sleep(Math.max(1, pollMs - (performance.now() - startedMs)));
    }
    idle = true;
    over();
  }

  /** Whether there may be more at once. */
  async function read(): Promise<boolean> {
    let page: FeedPage;
    try {
      page = await reader.next();
      failingSinceMs = null;
    } catch (error) {
      failingSinceMs ??= Date.now();
      if (Date.now() - failingSinceMs >= patienceMs) giveUp(error);
      return false;
    }
    try {
      give(page.documents, page.position);
      begun.resolve();
    } catch (error) {
      // The reader has gone on: whoever went on with it would have missed this page.
      giveUp(error);
    }
    return page.more;
  }

  function give(documents: readonly GoldDocument[], behind: string): void {
    const touched = new Set<Watcher>();
    for (const document of documents)
      for (const watcher of watchers.get(document.pk) ?? []) {
        watcher.put(document);
        touched.add(watcher);
      }
    position = behind;
    for (const watcher of touched) watcher.settle();
  }

  function giveUp(error: unknown): void {
    begun.reject(error);
    const failed = [...watchers.values()].flatMap(set => [...set]);
    watchers.clear();
    for (const watcher of failed) watcher.fail(error);
  }

  return {
    begun: begun.promise,
    position: () => position,
    watch: (pk, watcher) => {
      watchers.set(pk, (watchers.get(pk) ?? new Set()).add(watcher));
      if (!idle) return;
      idle = false;
      void run();
    },
    unwatch: (pk, watcher) => {
      const set = watchers.get(pk);
      set?.delete(watcher);
      if (set?.size === 0) watchers.delete(pk);
    },
  };
}
