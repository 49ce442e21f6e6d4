// Which copy of a file a client takes, by its Accept-Encoding (RFC 9110, 12.5.3).

import type { BuiltFile } from './built-files.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A header longer than this is not read: whoever sends it gets the file as it is. */
const maxLength = 256;

/** The smallest copy that is accepted; brotli before gzip. */
export function chooseEncoding(
  acceptEncoding: string | null,
  file: Pick<BuiltFile, 'br' | 'gzip'>,
): Encoding {
  if (acceptEncoding === null || acceptEncoding.length > maxLength) return 'identity';
  const accepted = new Set(
    acceptEncoding
      .toLowerCase()
      .split(',')
      .map(part => part.split(';').map(text => text.trim()))
      .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
      .map(([name]) => name),
  );
  if (accepted.has('br') && file.br) return 'br';
  if (accepted.has('gzip') && file.gzip) return 'gzip';
  return 'identity';
}
