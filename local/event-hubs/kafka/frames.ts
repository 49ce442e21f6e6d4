import type { Socket } from 'node:net';
import { ProtocolError } from './wire.ts';

/** Event Hubs closes a connection that sends a larger request. */
export const MAX_REQUEST_BYTES = 1_046_528;
const SIZE_BYTES = 4;

/** The requests on a socket, without their sizes. Throws ProtocolError for a size that cannot be. */
export async function* readFrames(socket: Socket): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let have = 0;
  let need = SIZE_BYTES;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    have += chunk.length;
    while (have >= need) {
      const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      chunks = [bytes];
      const size = frameSize(bytes);
      need = SIZE_BYTES + size;
      if (have < need) break;
      yield bytes.subarray(SIZE_BYTES, need);
      chunks = [bytes.subarray(need)];
      have -= need;
      need = SIZE_BYTES;
    }
  }
}

function frameSize(bytes: Buffer): number {
  const size = bytes.readInt32BE(0);
  if (size < 8 || size > MAX_REQUEST_BYTES)
    throw new ProtocolError(`a request of ${size} bytes; Event Hubs takes up to ${MAX_REQUEST_BYTES}`);
  return size;
}
