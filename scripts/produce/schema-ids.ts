// The ids that a registry has for the present schemas of a source's types: asked once, before anything is sent.

import type { Source } from '../../src/catalog/catalog.ts';

/** Throws an Error that names the type which the registry does not have as it is in the catalog. */
export async function schemaIds(
  url: string,
  headers: Record<string, string>,
  source: Source,
): Promise<(type: string) => number> {
  const ids = new Map<string, number>();
  for (const { name, schema } of source.types) {
    const response = await fetch(`${url.replace(/\/$/, '')}/subjects/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify({ schemaType: 'JSON', schema: JSON.stringify(schema) }),
    });
    if (!response.ok)
      throw new Error(
        `the registry does not have the schema of "${name}" (${response.status}): npm run schemas -- publish`,
      );
    ids.set(name, Number(((await response.json()) as { id: unknown }).id));
  }
  return type => ids.get(type) ?? 0;
}
