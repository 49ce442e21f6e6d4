// Status codes of Azure's REST services that are answers, not failures.

import { RestError } from '@azure/core-rest-pipeline';

/** Whether a service answered with one of `statuses`; false for what is no answer, such as a broken connection. */
export function hasStatus(error: unknown, ...statuses: number[]): error is RestError {
  return error instanceof RestError && statuses.includes(error.statusCode ?? 0);
}
