// One page of Azurite's List Blobs, read from its XML.
import type { AzuriteClient } from './azurite-client.ts';
import type { Resource } from './resource.ts';

export interface ListedBlob {
  name: string;
  isDirectory: boolean;
  etag: string;
  lastModified: string;
  created: string;
  length: number;
}

export interface BlobPage {
  blobs: ListedBlob[];
  /** With a delimiter: the names below which there is more, without the slash. */
  prefixes: string[];
  marker: string;
}

export interface ListOptions {
  /** Every name must begin with it. */
  prefix: string;
  delimiter?: '/' | undefined;
  marker?: string;
  maxResults?: number;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @throws DfsError FilesystemNotFound */
export async function listBlobs(
  azurite: AzuriteClient,
  container: Resource,
  options: ListOptions,
): Promise<BlobPage> {
  const query: Record<string, string> = { restype: 'container', comp: 'list', include: 'metadata' };
  if (options.prefix !== '') query.prefix = options.prefix;
  if (options.delimiter) query.delimiter = options.delimiter;
  if (options.marker) query.marker = options.marker;
  if (options.maxResults) query.maxresults = String(options.maxResults);
  const resource = { ...container, path: '' };
  const answer = await azurite.expect({ method: 'GET', resource, query }, 200);
  return parsePage(answer.body.toString());
}

/** All pages, one after the other. */
export async function* allBlobs(
  azurite: AzuriteClient,
  container: Resource,
  prefix: string,
): AsyncGenerator<ListedBlob> {
  for (let marker = ''; ; ) {
    const page = await listBlobs(azurite, container, { prefix, marker });
    yield* page.blobs;
    marker = page.marker;
    if (marker === '') return;
  }
}

function parsePage(xml: string): BlobPage {
  const blobs: ListedBlob[] = [];
  for (const [, blob = ''] of xml.matchAll(/<Blob>(.*?)<\/Blob>/gs)) {
    blobs.push({
      name: element(blob, 'Name'),
      isDirectory: /<hdi_isfolder>true<\/hdi_isfolder>/i.test(blob),
      etag: element(blob, 'Etag'),
      lastModified: element(blob, 'Last-Modified'),
      created: element(blob, 'Creation-Time'),
      length: Number(element(blob, 'Content-Length')),
    });
  }
  const prefixes = [...xml.matchAll(/<BlobPrefix>(.*?)<\/BlobPrefix>/gs)].map(([, prefix = '']) =>
    element(prefix, 'Name').replace(/\/$/, ''),
  );
  return { blobs, prefixes, marker: element(xml, 'NextMarker') };
}

/** The text of the first element of that name; empty when there is none. */
export function element(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`);
  if (start === -1) return '';
  const from = start + name.length + 2;
  return unescaped(xml.slice(from, xml.indexOf(`</${name}>`, from)));
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (ENTITIES[name] ?? whole);
  });
}
