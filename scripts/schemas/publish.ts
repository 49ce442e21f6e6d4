// Registers every released version of every type, oldest first, at a schema registry with Confluent's REST API. What is
// there already stays as it is, so it can be run again after it broke off.

import type { CatalogSchema } from './catalog-schemas.ts';
import { level, policy } from './check.ts';

export type RegistryAddress = { url: string; headers: Record<string, string> };

export type Published = { type: string; version: number; id: number };

const mediaType = 'application/vnd.schemaregistry.v1+json';

/** Throws an Error that names the type, the version and what the registry says. */
export async function publish(
  registry: RegistryAddress,
  schemas: readonly CatalogSchema[],
  onPublished: (published: Published) => void,
): Promise<void> {
  for (const { type, released, upgraded } of schemas) {
    if (released.length === 0) continue;
    const subject = encodeURIComponent(type);
    // The catalog has judged a break with versions that it upgrades; the registry knows nothing of upgrades.
    const compatibility = upgraded.size > 0 ? 'NONE' : level;
    const config = { compatibility, compatibilityPolicy: policy.toUpperCase() };
    await send(registry, 'PUT', `config/${subject}`, config, type);
    for (const { version, text } of released) {
      const body = { schemaType: 'JSON', schema: text };
      const what = `${type} version ${version}`;
      const { id } = await send(registry, 'POST', `subjects/${subject}/versions`, body, what);
      onPublished({ type, version, id: Number(id) });
    }
  }
}

async function send(
  { url, headers }: RegistryAddress,
  method: string,
  path: string,
  body: object,
  what: string,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url.replace(/\/$/, '')}/${path}`, {
    method,
    headers: { ...headers, 'content-type': mediaType, accept: mediaType },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${what}: the registry answered ${response.status}: ${text.slice(0, 2_000)}`);
  return JSON.parse(text);
}
