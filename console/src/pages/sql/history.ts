// The queries of this browser, newest first: bounded in number and in size, each text once.

export type Remembered = {
  sql: string;
  /** RFC 3339. */
  at: string;
  /** Null when it had no answer. */
  rows: number | null;
};

const name = 'assay-sql-history';
const most = 50;
const mostCharacters = 200_000;

/** Throws nothing: what cannot be read or written (another version, a full or forbidden store) is no history. */
export function readHistory(store: Storage = localStorage): Remembered[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(name) ?? '[]');
    return Array.isArray(kept) ? bounded(kept.filter(isRemembered)) : [];
  } catch {
    return [];
  }
}

export function remember(entry: Remembered, store: Storage = localStorage): Remembered[] {
  const all = bounded([entry, ...readHistory(store).filter(({ sql }) => sql !== entry.sql)]);
  try {
    store.setItem(name, JSON.stringify(all));
  } catch {
    // It is still there until the page is left.
  }
  return all;
}

export function forgetHistory(store: Storage = localStorage): Remembered[] {
  try {
    store.removeItem(name);
  } catch {
    // As above.
  }
  return [];
}

function bounded(entries: readonly Remembered[]): Remembered[] {
  const kept: Remembered[] = [];
  let characters = 0;
  for (const entry of entries.slice(0, most)) {
    characters += entry.sql.length;
    if (characters > mostCharacters) break;
    kept.push(entry);
  }
  return kept;
}

function isRemembered(value: unknown): value is Remembered {
  const { sql, at, rows } = (value ?? {}) as Record<string, unknown>;
  return typeof sql === 'string' && typeof at === 'string' && (rows === null || typeof rows === 'number');
}
