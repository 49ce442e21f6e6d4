// `startFrom` of List Blobs, which Azurite does not know: names before it are left out of the page. With a marker it
// says nothing new: a page's names come after those of the page before.
import { element } from './list-blobs.ts';

/** What a List Blobs request's page must be passed through; undefined when it is answered as it is. */
export function pageFilter(operation: string, url: string): ((xml: string) => string) | undefined {
  if (operation !== 'ListBlobs') return undefined;
  const first = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('startFrom');
  if (!first) return undefined;
  return xml =>
    xml.replaceAll(/<(Blob|BlobPrefix)>.*?<\/\1>/gs, entry => (element(entry, 'Name') < first ? '' : entry));
}
