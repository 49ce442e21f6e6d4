// What this server's own evaluator does not know (JOIN, subqueries, FROM a part of the document) goes to the npm
// package @zeit/cosmosdb-query, over the documents that the request's partition key leaves. Pages are by position.
import { createRequire } from 'node:module';
import { badRequest } from '../errors.ts';
import type { Container } from '../store/container.ts';
import { peekDocument } from '../store/item.ts';
import { type Continuation, encodeContinuation } from './continuation.ts';
import { type Page, PageBuilder } from './page.ts';
import type { QuerySpec } from './query-spec.ts';
import { candidates, partitionsFor, type RequestScope } from './scope.ts';

type ForeignQuery = {
  exec(
    documents: unknown[],
    options: { parameters: { name: string; value: unknown }[] },
  ): { result: unknown[] };
};

let foreign: { default: (text: string) => ForeignQuery } | undefined;

/** @throws 400 when that package does not understand the query either */
export function executeForeign(
  container: Container,
  spec: QuerySpec,
  scope: RequestScope,
  { matched }: Continuation,
  mostRows: number,
): Page {
  foreign ??= createRequire(import.meta.url)('@zeit/cosmosdb-query') as NonNullable<typeof foreign>;
  const documents: unknown[] = [];
  const frame = { document: undefined, literals: [], parameters: spec.parameters, aggregates: [] };
  for (const partition of partitionsFor(container, scope, undefined, frame)) {
    for (const item of candidates(container, partition, undefined)) documents.push(peekDocument(item));
  }
  const parameters = [...spec.parameters].map(([name, value]) => ({ name, value }));
  let result: unknown[];
  try {
    result = foreign.default(spec.text).exec(documents, { parameters }).result;
  } catch (error) {
    throw badRequest(`Message: {"errors":[{"severity":"Error","message":${JSON.stringify(String(error))}}]}`);
  }
  const page = new PageBuilder(mostRows);
  for (const [index, row] of result.entries()) {
    if (index < matched) continue;
    if (page.full) return page.page(documents.length, encodeContinuation({ matched: index }));
    page.add(JSON.stringify(row));
  }
  return page.page(documents.length);
}
