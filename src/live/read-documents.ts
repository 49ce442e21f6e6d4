// Reads the documents that a live query begins with, or that it comes to need, as many as a live answer may have.

import { documentAddress, type GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';
import { readSpans } from '../gold/read-spans.ts';
import { badParameter, type Problem } from '../problem.ts';
import type { GoldReader } from '../serving/gold-reader.ts';
import { goldLimits, maxDocuments } from '../serving/gold-request.ts';
import type { LiveRequest } from './live-request.ts';

/** `spans` are those of a model with windows. Throws a Problem when it is too much. */
export async function readDocuments(
  store: Pick<GoldReader, 'read' | 'list'>,
  model: Model,
  request: LiveRequest,
  spans: readonly number[],
): Promise<GoldDocument[]> {
  if (spans.length > maxDocuments)
    throw badParameter('from', `"from" to "to" covers more than ${maxDocuments} documents; ask for less`);
  if (model.window) return (await readSpans(model, store, request.key, spans)).map(found => found.document);
  if (!request.isList) {
    const found = await store.read(model, documentAddress(model, request.key, 0));
    return found ? [found.document] : [];
  }
  const listed = await store.list(model, request.key[0] ?? '', '', goldLimits.maxRows + 1);
  if (listed.length > goldLimits.maxRows) throw tooManyRows(model, request);
  return listed.map(({ document }) => document);
}

export function tooManyRows({ plan }: Model, { isList }: LiveRequest): Problem {
  const parameter = isList ? (plan.key.at(-1)?.name ?? '') : 'from';
  const detail = isList ? 'give the whole key' : 'ask for less time, or a larger grain';
  return badParameter(parameter, `a live answer has at most ${goldLimits.maxRows} rows; ${detail}`);
}
