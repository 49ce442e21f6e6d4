// Directories exist as soon as something is put beneath them, as with a hierarchical namespace: their marker
// blobs are made on the way. Those known to exist are remembered, so that the second file costs nothing.
import { type AzuriteClient, errorCodeOf } from './azurite-client.ts';
import { fromAzurite, pathConflict } from './dfs-error.ts';
import { DIRECTORY_MARK, readProperties } from './path-properties.ts';
import { keyOf, parentOf, type Resource } from './resource.ts';

/** Forgotten all at once above this; they are only a cache. */
const MAX_KNOWN = 100_000;

export class Directories {
  readonly #azurite: AzuriteClient;
  readonly #known = new Set<string>();

  constructor(azurite: AzuriteClient) {
    this.#azurite = azurite;
  }

  isKnown(directory: Resource): boolean {
    return this.#known.has(keyOf(directory));
  }

  remember(directory: Resource): void {
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.add(keyOf(directory));
  }

  /** After a delete or rename: the path and all beneath it. */
  forget(path: Resource): void {
    const key = keyOf(path);
    for (const known of this.#known) {
      if (known === key || known.startsWith(`${key}/`)) this.#known.delete(known);
    }
  }

  async exists(directory: Resource): Promise<boolean> {
    if (directory.path === '' || this.isKnown(directory)) return true;
    const found = await readProperties(this.#azurite, directory);
    if (found?.isDirectory) this.remember(directory);
    return found?.isDirectory === true;
  }

  /** Makes the directories above a path. @throws DfsError PathConflict when one of them is a file */
  async ensureParents(path: Resource): Promise<void> {
    const missing: Resource[] = [];
    for (let parent = parentOf(path); parent && !this.isKnown(parent); parent = parentOf(parent))
      missing.push(parent);
    for (const directory of missing.reverse()) await this.#ensure(directory);
  }

  async #ensure(directory: Resource): Promise<void> {
    const answer = await this.#azurite.send(markerRequest(directory, { 'if-none-match': '*' }));
    if (answer.status === 409 || answer.status === 412) {
      const found = await readProperties(this.#azurite, directory);
      if (found && !found.isDirectory) throw pathConflict();
    } else if (answer.status !== 201) {
      throw fromAzurite(answer.status, errorCodeOf(answer));
    }
    this.remember(directory);
  }
}

/** The request that makes a directory's marker. */
export function markerRequest(directory: Resource, headers: Record<string, string>) {
  return {
    method: 'PUT' as const,
    resource: directory,
    headers: { 'x-ms-blob-type': 'BlockBlob', [DIRECTORY_MARK]: 'true', ...headers },
  };
}
