// Reads what was written between two positions of a change feed, for clients that come again.

import type { GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';
import type { Feed } from './feed.ts';

/** Null when it goes on for too long. Rejects when it cannot be read. */
export type CatchUp = (model: Model, position: string, until: string) => Promise<GoldDocument[] | null>;

/** What is further away is not read: all rows are less work. */
const maxPages = 20;

/** Many come at once when an instance has ended. */
const readsAtOnce = 4;

export function createCatchUp(feed: Feed): CatchUp {
  const inTurn = createTurns(readsAtOnce);
  return (model, position, until) => inTurn(() => readBetween(feed, model, position, until));
}

async function readBetween(
  feed: Feed,
  model: Model,
  position: string,
  until: string,
): Promise<GoldDocument[] | null> {
  const documents: GoldDocument[] = [];
  if (feed.hasReached(position, until)) return documents;
  const reader = feed.open(model, position);
  for (let page = 0; page < maxPages; page += 1) {
    const found = await reader.next();
    documents.push(...found.documents);
    const isAll = found.documents.length === 0 && !found.more;
    if (isAll || feed.hasReached(found.position, until)) return documents;
  }
  return null;
}

/** Calls at most so many at once. */
function createTurns(atOnce: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async call => {
    if (free > 0) free -= 1;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
