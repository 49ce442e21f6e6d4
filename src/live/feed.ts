// The port to the change feed of a model's documents: what was written behind a position, the latest of each document.

import type { GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';

export type FeedPage = {
  /** In the order of their last writes within a partition. */
  documents: GoldDocument[];
  /** Behind all of them: an opaque text of printable ASCII, good for every instance. */
  position: string;
  /** Whether more may be there already. */
  more: boolean;
};

export type FeedReader = {
  /** Without waiting for anything to come. Rejects when it cannot be read, and can be called again. */
  next(): Promise<FeedPage>;
};

export type Feed = {
  /** Reads on from a position, or from now on; `next` rejects where the position is none of this container. */
  open(model: Model, from: string | null): FeedReader;
  /** Whether the position is known to be no earlier than the other. */
  hasReached(position: string, other: string): boolean;
};
