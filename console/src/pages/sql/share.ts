// A query as an address: behind the #, which no server and no log ever sees. An address never runs anything by itself.

export type Shared = { sql: string; versions: Record<string, number>; limit: number | null };

/** Longer than the API takes is no query. */
const maxCharacters = 50_000;

export function toHash({ sql, versions, limit }: Shared): string {
  const fields = new URLSearchParams({ sql });
  if (Object.keys(versions).length > 0) fields.set('versions', JSON.stringify(versions));
  if (limit !== null) fields.set('limit', String(limit));
  return `#${fields}`;
}

/** Null when the address holds no query. Whatever else stands there is left out. */
export function fromHash(hash: string): Shared | null {
  const fields = new URLSearchParams(hash.slice(1));
  const sql = fields.get('sql');
  if (sql === null || sql.trim() === '' || sql.length > maxCharacters) return null;
  const limit = /^[1-9]\d{0,6}$/.test(fields.get('limit') ?? '') ? Number(fields.get('limit')) : null;
  return { sql, versions: readVersions(fields.get('versions')), limit };
}

function readVersions(text: string | null): Record<string, number> {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    const entries = Object.entries(typeof found === 'object' && found !== null ? found : {});
    return Object.fromEntries(entries.filter(([, version]) => Number.isSafeInteger(version) && version >= 0));
  } catch {
    return {};
  }
}
