// A source as the API tells it.

import { answered, api, type Schema } from '../../api/client.ts';
import type { operations } from '../../api/schema.ts';

export type Source = Schema<'Source'>;
export type Partition = Schema<'SourcePartition'>;
export type Expectation = Schema<'Expectation'>;
export type Held = Expectation['now'];
export type SourceType = Schema<'SourceType'>;
export type SchemaVersion = SourceType['versions'][number];
export type Quarantined = Schema<'QuarantinedEvent'>;
export type QuarantineSample = Schema<'QuarantineSample'>;

/** Whatever an address holds: the API says when there is no such source. */
type SourceName = operations['source']['parameters']['path']['source'];

export const readSource = (signal: AbortSignal, name: string): Promise<Source> =>
  answered(api.GET('/sources/{source}', { signal, params: { path: { source: name as SourceName } } }));

const limit = 20;

/** Newest first; `before` is the `next` of another sample. */
export const readQuarantine = (
  signal: AbortSignal,
  name: string,
  before: string | undefined,
): Promise<QuarantineSample> => {
  const path = { source: name as SourceName };
  const query = before === undefined ? { limit } : { limit, before };
  return answered(api.GET('/sources/{source}/quarantine', { signal, params: { path, query } }));
};
