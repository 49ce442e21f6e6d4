// What a request's path names: /{account}/{container}/{path}. The SDK's rename leaves the account out of its
// destination (it rewrites the whole path of an IP-style URL), so a missing account is taken for ours.

export interface Resource {
  account: string;
  /** Empty: the account itself. */
  container: string;
  /** Decoded, without slashes at its ends; empty: the container itself. */
  path: string;
}

/** @param urlPath percent-encoded. @throws URIError when it is badly encoded */
export function parseResource(urlPath: string, account: string): Resource {
  const segments = urlPath.replace(/^\/+/, '').split('/');
  if (decodeURIComponent(segments[0] ?? '') === account) segments.shift();
  const [container = '', ...rest] = segments;
  const path = decodeURIComponent(rest.join('/')).replace(/^\/+|\/+$/g, '');
  return { account, container: decodeURIComponent(container), path };
}

/** Percent-encoded path of the same resource for a request to Azurite. */
export function urlPathOf({ account, container, path }: Resource): string {
  if (container === '') return `/${account}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/').replaceAll("'", '%27');
  return `/${account}/${encodeURIComponent(container)}${path === '' ? '' : `/${encoded}`}`;
}

/** Key of the resource among locks and caches. */
export function keyOf({ container, path }: Resource): string {
  return path === '' ? container : `${container}/${path}`;
}

/** The directory that holds it; undefined at the root. */
export function parentOf(resource: Resource): Resource | undefined {
  const slash = resource.path.lastIndexOf('/');
  return slash === -1 ? undefined : { ...resource, path: resource.path.slice(0, slash) };
}
