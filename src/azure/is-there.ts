// What a conditional creation answers when the object was created before.

import { RestError } from '@azure/storage-blob';

/** Any other conflict, such as a folder or a container that is being deleted, has created nothing. */
export function isThere(error: unknown, code: 'BlobAlreadyExists' | 'PathAlreadyExists'): boolean {
  if (!(error instanceof RestError)) return false;
  const given = (error.details as { errorCode?: string } | undefined)?.errorCode ?? error.code;
  return error.statusCode === 412 || (error.statusCode === 409 && given === code);
}
