// How each service of Azure says that it is busy: status, headers and body, as its clients know them.
// Cosmos DB: learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb, `x-ms-retry-after-ms`.
// Storage: learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes, `ServerBusy`.

export type Refusal = { status: number; headers: Record<string, string>; body: string };

export type HttpService = 'cosmos' | 'tables' | 'data-lake';

const retryAfterSeconds = 1;

export const refusalOf: Record<HttpService, Refusal> = {
  cosmos: {
    status: 429,
    headers: {
      'content-type': 'application/json',
      'x-ms-retry-after-ms': String(retryAfterSeconds * 1000),
      'x-ms-substatus': '3200',
    },
    body: JSON.stringify({ code: '429', message: 'Message: {"Errors":["Request rate is large."]}' }),
  },
  tables: {
    status: 503,
    headers: {
      'content-type': 'application/json;odata=minimalmetadata',
      'retry-after': String(retryAfterSeconds),
      'x-ms-error-code': 'ServerBusy',
    },
    body: JSON.stringify({
      'odata.error': { code: 'ServerBusy', message: { lang: 'en-US', value: 'The server is busy.' } },
    }),
  },
  'data-lake': {
    status: 503,
    headers: {
      'content-type': 'application/xml',
      'retry-after': String(retryAfterSeconds),
      'x-ms-error-code': 'ServerBusy',
    },
    body: '<?xml version="1.0" encoding="utf-8"?><Error><Code>ServerBusy</Code><Message>The server is busy.</Message></Error>',
  },
};
