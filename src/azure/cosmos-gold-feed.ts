// The change feed of a gold container in Cosmos DB: the pull model over all of its partitions, latest versions.
// See docs/decisions/live-answers.md. Proven by test/azure/cosmos-gold-feed.test.ts.

import { ChangeFeedMode, ChangeFeedStartFrom, type Database, StatusCodes } from '@azure/cosmos';
import type { GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';
import type { Feed, FeedReader } from '../live/feed.ts';
import type { Metrics } from '../metrics.ts';
import { containerName } from './cosmos-gold.ts';

/** Documents of one page: what a busy model changes between two reads. */
const pageSize = 500;

export function createCosmosGoldFeed(database: Database, metrics: Metrics): Feed {
  return { open: (model, from) => openFeed(database, metrics, model, from), hasReached };
}

function openFeed(database: Database, metrics: Metrics, model: Model, from: string | null): FeedReader {
  const iterator = database.container(containerName(model)).items.getChangeFeedIterator<GoldDocument>({
    changeFeedMode: ChangeFeedMode.LatestVersion,
    maxItemCount: pageSize,
    changeFeedStartFrom:
      from === null ? ChangeFeedStartFrom.Now() : ChangeFeedStartFrom.Continuation(tokenOf(from)),
  });
  /** Partitions that have answered since a read found nothing in any. A page is of one, and they take turns. */
  let answered = 0;
  return {
    next: async () => {
      metrics.count('assay_cosmos_operations_total', { operation: 'feed', model: model.name });
      const { result, statusCode, continuationToken } = await iterator.readNext();
      const { position, partitions } = positionOf(continuationToken);
      const none = statusCode === StatusCodes.NotModified;
      answered = none ? 0 : answered + 1;
      const more = !none && (result.length >= pageSize || answered < partitions);
      if (!more) answered = 0;
      return { documents: none ? [] : result.filter(isGold), position, more };
    },
  };
}

/** Seams of rebuilds are in the same containers. */
const isGold = ({ s, w }: GoldDocument) => typeof s === 'object' && typeof w === 'object';

/** The SDK's own token: the container's identity, and for each range of partition keys an etag. */
type Token = {
  rid: string;
  Continuation: { minInclusive: string; maxExclusive: string; continuationToken: string }[];
};

/** `<rid>` and `<min>-<max>~<etag>` for each partition: a quarter of the SDK's own text, which every event would carry. */
function positionOf(token: string): { position: string; partitions: number } {
  const { rid, Continuation } = JSON.parse(token) as Token;
  const ranges = Continuation.map(
    ({ minInclusive, maxExclusive, continuationToken }) =>
      `${minInclusive}-${maxExclusive}~${encodeURIComponent(continuationToken.replaceAll('"', ''))}`,
  );
  return { position: [rid, ...ranges].join(' '), partitions: ranges.length };
}

/**
 * Etags of change feeds are the numbers of writes in their partitions. Where one is not, or partitions were split, nothing is
 * known.
 */
function hasReached(position: string, other: string): boolean {
  const reached = new Map(position.split(' ').map(etagOfRange));
  return other
    .split(' ')
    .map(etagOfRange)
    .every(([partition, etag]) => {
      const own = reached.get(partition);
      return own === etag || (isNumber(own) && isNumber(etag) && Number(own) >= Number(etag));
    });
}

/** The container's identity, which comes first, has no etag. */
function etagOfRange(range: string): [partition: string, etag: string] {
  const [partition = '', etag = 'none'] = range.split('~');
  return [partition, etag];
}

const isNumber = (etag: string | undefined) => etag !== undefined && /^\d+$/.test(etag);

/** The inverse of positionOf. Throws a SyntaxError on what is none: clients send positions. */
function tokenOf(position: string): string {
  const [rid, ...ranges] = position.split(' ');
  const token: Token = {
    rid: rid ?? '',
    Continuation: ranges.map(range => {
      const [, minInclusive = '', maxExclusive = '', etag = ''] =
        /^([0-9A-F]*)-([0-9A-F]+)~([\w.%-]{1,200})$/.exec(range) ?? [];
      if (etag === '') throw new SyntaxError(`"${range}" is no place in a change feed`);
      return { minInclusive, maxExclusive, continuationToken: `"${decodeURIComponent(etag)}"` };
    }),
  };
  if (ranges.length === 0) throw new SyntaxError(`"${position}" is no position in a change feed`);
  return JSON.stringify(token);
}
