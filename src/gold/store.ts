// The port to where gold documents live. Each call is one conditional operation, done or not done, never half.

import type { DocumentAddress, GoldDocument } from './document.ts';
import type { Model } from './model.ts';

/** For each lane: fold only if the document's watermark is below `first`, and then set it to `last`. */
export type LaneGuards = Record<string, { first: number; last: number }>;

export type GoldPatch = { increments: Record<string, number>; guards: LaneGuards; at: number };

export type StoredDocument = { document: GoldDocument; etag: string };

export type GoldStore = {
  create(model: Model, document: GoldDocument): Promise<'created' | 'exists'>;
  /** At most `maxPatchIncrements` increments: Cosmos takes ten operations in a patch. */
  patch(model: Model, address: DocumentAddress, patch: GoldPatch): Promise<'patched' | 'guarded' | 'missing'>;
  read(model: Model, address: Pick<DocumentAddress, 'id' | 'pk'>): Promise<StoredDocument | null>;
  replace(model: Model, document: GoldDocument, etag: string): Promise<'replaced' | 'changed'>;
  /** Documents of one partition key in order of id, after `afterId`, at most `limit`. */
  list(model: Model, pk: string, afterId: string, limit: number): Promise<StoredDocument[]>;
};

/** Ten operations less one for the time of the fold; each lane takes one more for its watermark. */
export const maxPatchOperations = 10;
