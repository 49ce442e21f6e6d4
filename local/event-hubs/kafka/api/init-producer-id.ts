import { defineApi } from '../api.ts';
import { int16, int32, int64, nullableString, since, struct } from '../codec.ts';
import { ErrorCode } from '../error-codes.ts';

/** Gives an idempotent producer its id. Transactions are not offered: at Event Hubs they are a preview of Premium. */
export const initProducerId = defineApi(
  {
    key: 22,
    name: 'InitProducerId',
    min: 0,
    max: 4,
    flexibleFrom: 2,
    request: struct({
      transactionalId: nullableString,
      transactionTimeoutMs: int32,
      producerId: since(3, int64, -1),
      producerEpoch: since(3, int16, -1),
    }),
    response: struct({ throttleTimeMs: int32, errorCode: int16, producerId: int64, producerEpoch: int16 }),
  },
  ({ transactionalId }, { broker }) => {
    if (transactionalId !== null)
      return { throttleTimeMs: 0, errorCode: ErrorCode.invalidRequest, producerId: -1, producerEpoch: -1 };
    const producerId = broker.producers.newId();
    return { throttleTimeMs: 0, errorCode: ErrorCode.none, producerId, producerEpoch: 0 };
  },
);
