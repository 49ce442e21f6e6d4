// Conditional writes of documents, with the status codes that are answers as values.

import {
  BulkOperationType,
  type Container,
  ErrorResponse,
  type ItemDefinition,
  type JSONObject,
  type OperationInput,
  type PatchRequestBody,
} from '@azure/cosmos';
import { createWriteQueue } from './write-queue.ts';

/** Answers come without the document: it is known, and its bytes cost both sides. (The SDK's create cannot do without.) */
const quietly = { initialHeaders: { Prefer: 'return=minimal' } };

type Document = { id: string; pk: string };

export type CosmosWrites = {
  create(document: Document): Promise<'created' | 'exists'>;
  patch(address: Document, patch: PatchRequestBody): Promise<'patched' | 'guarded' | 'missing'>;
  replace(document: Document, etag: string): Promise<'replaced' | 'changed'>;
};

/**
 * Gathers the writes of one container into bulk requests. `Items.bulk` is deprecated for `executeBulkOperations`, which
 * waits up to a second for more to come: see docs/decisions/gold-writes.md.
 */
export function createCosmosWrites(container: Container): CosmosWrites {
  const write = createWriteQueue<OperationInput>(async operations => {
    const responses = await container.items.bulk(operations, { continueOnError: true }, quietly);
    return responses.map(response => response.statusCode);
  });

  return {
    create: document => {
      const outcomes = { 201: 'created', 409: 'exists' } as const;
      return write({
        operation: {
          operationType: BulkOperationType.Create,
          partitionKey: document.pk,
          resourceBody: body(document),
        },
        outcomeOf: status => known(outcomes, status),
        single: () => answered(container.items.create(document), outcomes),
      });
    },
    patch: ({ id, pk }, patch) => {
      const outcomes = { 200: 'patched', 404: 'missing', 412: 'guarded' } as const;
      return write({
        operation: { operationType: BulkOperationType.Patch, id, partitionKey: pk, resourceBody: patch },
        outcomeOf: status => known(outcomes, status),
        single: () => answered(container.item(id, pk).patch(patch, quietly), outcomes),
      });
    },
    replace: (document, etag) => {
      const outcomes = { 200: 'replaced', 404: 'changed', 412: 'changed' } as const;
      const accessCondition = { type: 'IfMatch', condition: etag };
      return write({
        operation: {
          operationType: BulkOperationType.Replace,
          id: document.id,
          partitionKey: document.pk,
          ifMatch: etag,
          resourceBody: body(document),
        },
        outcomeOf: status => known(outcomes, status),
        single: () =>
          answered(
            container
              .item(document.id, document.pk)
              .replace<ItemDefinition>(document, { accessCondition, ...quietly }),
            outcomes,
          ),
      });
    },
  };
}

/** The SDK's type of JSON does not see that an object of a known shape is some. */
const body = (document: Document) => document as unknown as JSONObject;

const known = <Outcome>(outcomes: Record<number, Outcome>, status: number): Outcome | undefined =>
  outcomes[status];

/** What is no answer is thrown on. */
async function answered<Outcome>(
  call: Promise<{ statusCode: number }>,
  outcomes: Record<number, Outcome>,
): Promise<Outcome> {
  const status = await call.then(
    ({ statusCode }) => statusCode,
    error => {
      if (error instanceof ErrorResponse && known(outcomes, Number(error.code))) return Number(error.code);
      throw error;
    },
  );
  const outcome = known(outcomes, status);
  if (outcome === undefined) throw new Error(`Cosmos DB answered a write with ${status}`);
  return outcome;
}
