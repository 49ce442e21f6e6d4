// URIs of schemas: resolved as a browser would, and left alone where they are names rather than addresses.

/** The base of a schema that names none. */
export const DEFAULT_BASE = 'mem://schema/';

export function resolveUri(base: string, reference: string): string {
  if (reference.startsWith('#')) return withoutFragment(base) + reference;
  try {
    return new URL(reference, base).href;
  } catch {
    return reference;
  }
}

export function withoutFragment(uri: string): string {
  const hash = uri.indexOf('#');
  return hash < 0 ? uri : uri.slice(0, hash);
}

/** The part after `#`, unescaped; empty for a whole document. */
export function fragmentOf(uri: string): string {
  const hash = uri.indexOf('#');
  const raw = hash < 0 ? '' : uri.slice(hash + 1);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
