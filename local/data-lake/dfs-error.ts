// Errors of the DFS endpoint: status, code and message as the service gives them.
// Source: learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/create (error codes)

import { notImplemented, StorageError } from '../http/storage-error.ts';

export class DfsError extends StorageError {}

export const pathNotFound = () => new DfsError(404, 'PathNotFound', 'The specified path does not exist.');
export const fileSystemNotFound = () =>
  new DfsError(404, 'FilesystemNotFound', 'The specified filesystem does not exist.');
export const sourcePathNotFound = () =>
  new DfsError(404, 'SourcePathNotFound', 'The source path for a rename operation does not exist.');
export const destinationParentNotFound = () =>
  new DfsError(
    404,
    'RenameDestinationParentPathNotFound',
    'The parent directory of the destination path does not exist.',
  );
export const pathAlreadyExists = () =>
  new DfsError(409, 'PathAlreadyExists', 'The specified path already exists.');
export const pathConflict = () =>
  new DfsError(
    409,
    'PathConflict',
    'The specified path, or an element of the path, exists and its resource type is invalid for this operation.',
  );
export const resourceTypesDiffer = () =>
  new DfsError(
    409,
    'InvalidSourceOrDestinationResourceType',
    'The source and destination resource type must be identical.',
  );
export const directoryNotEmpty = () =>
  new DfsError(
    409,
    'DirectoryNotEmpty',
    'The recursive query parameter value must be true to delete a non-empty directory.',
  );
export const conditionNotMet = () =>
  new DfsError(
    412,
    'ConditionNotMet',
    'The condition specified using HTTP conditional header(s) is not met.',
  );
export const sourceConditionNotMet = () =>
  new DfsError(
    412,
    'SourceConditionNotMet',
    'The source condition specified using HTTP conditional header(s) is not met.',
  );
export const invalidFlushPosition = () =>
  new DfsError(
    400,
    'InvalidFlushPosition',
    'The uploaded data is not contiguous or the position query parameter value is not equal to the length of the file after appending the uploaded data.',
  );
export const md5Mismatch = () =>
  new DfsError(
    400,
    'Md5Mismatch',
    'The MD5 value specified in the request did not match with the MD5 value calculated by the server.',
  );
export const invalidInput = (detail: string) => new DfsError(400, 'InvalidInput', detail);
export const unsupported = () => new DfsError(...notImplemented);

/** An answer of Azurite that we cannot explain otherwise, as it is. */
export function fromAzurite(status: number, code: string | undefined): DfsError {
  if (code === 'ContainerNotFound') return fileSystemNotFound();
  if (code === 'ContainerAlreadyExists') {
    return new DfsError(409, 'FilesystemAlreadyExists', 'The specified filesystem already exists.');
  }
  if (code === 'BlobNotFound') return pathNotFound();
  return new DfsError(status, code ?? 'InternalError', `Azurite answered ${status} ${code ?? ''}.`);
}
