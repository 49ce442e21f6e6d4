// Memory for what is kept: pieces of large blocks of one owner. Node's own pool would put them beside short-
// lived buffers and keep whole blocks alive for a few bytes each.
const BLOCK_BYTES = 64 * 1024;

export class Slab {
  #block = Buffer.alloc(0);
  #at = 0;

  /** Uninitialised bytes; larger pieces than a quarter of a block stand alone. */
  take(size: number): Buffer {
    if (size > BLOCK_BYTES / 4) return Buffer.allocUnsafeSlow(size);
    if (this.#at + size > this.#block.length) {
      this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
      this.#at = 0;
    }
    this.#at += size;
    return this.#block.subarray(this.#at - size, this.#at);
  }
}
