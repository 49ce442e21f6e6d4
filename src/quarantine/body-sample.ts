// As much of an event's body as people look at, whatever its bytes are.

export type BodySample = {
  /** Text where the bytes are UTF-8, else base64. */
  encoding: 'utf8' | 'base64';
  content: string;
  /** Of the whole body. */
  bytes: number;
  truncated: boolean;
};

export const maxBodyBytes = 8_192;

/** `start` is the body's beginning, of at most `maxBodyBytes`; `bytes` is how long the whole of it is. */
export function bodySample(start: Uint8Array, bytes: number = start.byteLength): BodySample {
  const kept = start.subarray(0, maxBodyBytes);
  const truncated = bytes > kept.byteLength;
  const text = decodeUtf8(kept, truncated);
  return text === null
    ? { encoding: 'base64', content: Buffer.from(kept).toString('base64'), bytes, truncated }
    : { encoding: 'utf8', content: text, bytes, truncated };
}

/** Null when it is no UTF-8. What is cut may end within a character, which is left out then. */
function decodeUtf8(content: Uint8Array, isCut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content, { stream: isCut });
  } catch {
    return null;
  }
}
