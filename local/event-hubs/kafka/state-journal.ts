// What the endpoint must know after a restart (committed offsets, group generations, producers), as lines of a file:
// a key and its newest value, or null where it is gone. Opening it reads the lines and writes one for each key; a
// line that a crash cut off is left out.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const COMPACT_AFTER_LINES = 50_000;

export class StateJournal {
  #path: string | undefined;
  #values = new Map<string, unknown>();
  #lines = 0;

  /** Opens or makes the file; without a path the state lives in memory. */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) this.#replay(line);
    this.#compact();
  }

  /** Keys are names in their order, so that those of one group begin alike. */
  get(...key: string[]): unknown {
    return this.#values.get(JSON.stringify(key));
  }

  /** Every key that begins with these names, and its value. */
  entries(...prefix: string[]): [string[], unknown][] {
    const start = `${JSON.stringify(prefix).slice(0, -1)},`;
    return [...this.#values]
      .filter(([key]) => key.startsWith(start))
      .map(([key, value]) => [JSON.parse(key), value]);
  }

  /** Written to the file before it returns. Undefined forgets the key. Throws when the file cannot be written. */
  set(key: string[], value: unknown): void {
    const name = JSON.stringify(key);
    if (this.#path !== undefined) {
      if (this.#lines > COMPACT_AFTER_LINES + 2 * this.#values.size) this.#compact();
      appendFileSync(this.#path, `${JSON.stringify([name, value ?? null])}\n`);
      this.#lines++;
    }
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  #replay(line: string): void {
    try {
      const [name, value] = JSON.parse(line);
      if (value === null) this.#values.delete(name);
      else this.#values.set(name, value);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  #compact(): void {
    if (this.#path === undefined) return;
    const lines = [...this.#values].map(entry => `${JSON.stringify(entry)}\n`);
    writeFileSync(`${this.#path}.new`, lines.join(''));
    renameSync(`${this.#path}.new`, this.#path);
    this.#lines = lines.length;
  }
}
