// The service's errors: HTTP status, code and message as Azure Table storage gives them.
// Source: learn.microsoft.com/rest/api/storageservices/table-service-error-codes

import * as storage from '../http/storage-error.ts';

export class TableError extends storage.StorageError {
  /** The same error inside an entity group transaction: the message begins with the failing operation's index. */
  at(index: number): TableError {
    return new TableError(this.status, this.code, `${index}:${this.message}`);
  }
}

/** The JSON error body, on one line (the SDK looks for `{…}` on one line of a batch part). */
export function errorBody(error: TableError, requestId: string): string {
  const value = `${error.message}\nRequestId:${requestId}\nTime:${new Date().toISOString()}`;
  return JSON.stringify({ 'odata.error': { code: error.code, message: { lang: 'en-US', value } } });
}

export const tableAlreadyExists = () =>
  new TableError(409, 'TableAlreadyExists', 'The table specified already exists.');
export const tableNotFound = () =>
  new TableError(404, 'TableNotFound', 'The table specified does not exist.');
export const resourceNotFound = () =>
  new TableError(404, 'ResourceNotFound', 'The specified resource does not exist.');
export const entityAlreadyExists = () =>
  new TableError(409, 'EntityAlreadyExists', 'The specified entity already exists.');
export const conditionNotSatisfied = () =>
  new TableError(
    412,
    'UpdateConditionNotSatisfied',
    'The update condition specified in the request was not satisfied.',
  );
export const invalidInput = (detail = 'One of the request inputs is not valid.') =>
  new TableError(400, 'InvalidInput', detail);
export const notImplemented = () => new TableError(...storage.notImplemented);
