// The files of one table. Paths are relative to the table's root, with `/` between folders, not encoded.

export type StoredFile = { path: string; size: number; modifiedMs: number };

export type TableStore = {
  /** Put-if-absent, atomic: of many that create one path, one is told `created`. */
  create(path: string, content: Uint8Array): Promise<'created' | 'exists'>;
  /** The file is there whole or not at all; one that was there is replaced. */
  put(path: string, content: Uint8Array): Promise<void>;
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** All files below a folder, recursively, in any order; the empty text is the table's root. A missing folder is empty. */
  list(folder: string): AsyncIterable<StoredFile>;
  /** A file that is not there is left so. */
  delete(path: string): Promise<void>;
};

export async function listAll(store: TableStore, folder: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of store.list(folder)) files.push(file);
  return files;
}
