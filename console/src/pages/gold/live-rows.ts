// The rows of a live answer, as its events make them: `rows` replaces all, `change` replaces and removes by identity, and
// windows before `from` are left behind. The API's description of GET /api/gold/{model}/changes says so; test/console/gold.

export type Row = Readonly<Record<string, unknown>>;

export type LiveRows = {
  /** By identity. */
  rows: ReadonlyMap<string, Row>;
  identity: readonly string[];
  version: number;
  /** When the newest of it was folded; null when nothing was. */
  foldedAt: string | null;
  watermark: Readonly<Record<string, number>>;
  /** Identities that the last event changed. */
  changed: ReadonlySet<string>;
};

type About = {
  version: number;
  from: string | null;
  freshness: { foldedAt: string | null };
  watermark: Record<string, number>;
};

export type RowsEvent = About & { identity: string[]; rows: Row[] };
export type ChangeEvent = About & { rows: Row[]; removed: Row[] };

export function startFrom({ identity, rows, ...about }: RowsEvent): LiveRows {
  return {
    ...standing(about),
    identity,
    rows: new Map(rows.map(row => [identityOf(row, identity), row])),
    changed: new Set(),
  };
}

/** `window` is the column of a window's start; null for models without. */
export function change(before: LiveRows, event: ChangeEvent, window: string | null): LiveRows {
  const { identity } = before;
  const rows = new Map(before.rows);
  const changed = event.rows.map(row => [identityOf(row, identity), row] as const);
  for (const [key, row] of changed) rows.set(key, row);
  for (const row of event.removed) rows.delete(identityOf(row, identity));
  if (event.from !== null && window !== null) {
    const fromMs = Date.parse(event.from);
    for (const [key, row] of rows) if (Date.parse(String(row[window])) < fromMs) rows.delete(key);
  }
  return { ...standing(event), identity, rows, changed: new Set(changed.map(([key]) => key)) };
}

const standing = ({ version, freshness, watermark }: About) => ({
  version,
  foldedAt: freshness.foldedAt,
  watermark,
});

export const identityOf = (row: Row, identity: readonly string[]): string =>
  JSON.stringify(identity.map(name => row[name] ?? null));

/** Ascending by window, or by key. */
export function inOrder({ rows, identity }: LiveRows, window: string | null): [string, Row][] {
  const order = window === null ? identity : [window, ...identity.filter(name => name !== window)];
  return [...rows].sort(([, a], [, b]) => {
    for (const name of order) {
      const [one, other] = [String(a[name] ?? ''), String(b[name] ?? '')];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}
