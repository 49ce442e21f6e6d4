// A quarantine sample over HTTP.

import type { Source } from '../catalog/catalog.ts';
import { sourceNamed } from '../flow/service.ts';
import { type Answer, badParameter, json } from '../problem.ts';
import { type Place, parsePlace } from './place.ts';
import { type QuarantineParts, quarantineLimits, sampleQuarantine } from './sample.ts';

/** Takes `limit` and `before`. Throws a Problem when one is wrong, or there is no such source. */
export async function answerQuarantine(
  parts: QuarantineParts,
  sources: readonly Source[],
  name: string,
  query: URLSearchParams,
): Promise<Answer> {
  const source = sourceNamed(sources, name);
  const sample = await sampleQuarantine(parts, source, parseSampleRequest(query));
  return json(200, sample, { 'cache-control': 'no-cache' });
}

export function parseSampleRequest(query: URLSearchParams): { limit: number; before: Place | null } {
  for (const name of new Set(query.keys()))
    if (query.getAll(name).length > 1) throw badParameter(name, `"${name}" is given twice`);
  const { maxEvents, defaultEvents } = quarantineLimits;
  const limit = query.get('limit') ?? String(defaultEvents);
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > maxEvents)
    throw badParameter(
      'limit',
      `"limit" must be a whole number from 1 to ${maxEvents}, not "${limit.slice(0, 100)}"`,
    );
  const text = query.get('before');
  const before = text === null ? null : parsePlace(text);
  if (text !== null && before === null)
    throw badParameter('before', '"before" must be the `next` of an earlier answer');
  return { limit: Number(limit), before };
}
