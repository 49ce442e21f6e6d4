// Where a schema stands: in which document, under which base URI, at which pointer.
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { type Draft, idKeyword } from './draft.ts';
import { resolveUri } from './uri.ts';

export type Document = { readonly root: Json; readonly draft: Draft };

export type Place = {
  readonly document: Document;
  readonly value: Json;
  /** What a relative reference at this place is relative to. */
  readonly base: string;
  readonly path: readonly string[];
};

export function rootPlace(document: Document, base: string): Place {
  return rebased({ document, value: document.root, base, path: [] });
}

/** The place of a member or item. */
export function child(place: Place, value: Json, ...segments: readonly string[]): Place {
  const { document, base, path } = place;
  return rebased({ document, value, base, path: [...path, ...segments] });
}

export function pointer(place: Place, ...segments: readonly string[]): string {
  const tokens = [...place.path, ...segments].map(token => token.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#/${tokens.join('/')}`;
}

/** The id that an object gives itself, if it is more than a name inside its document. */
export function ownId(value: JsonObject, draft: Draft): string | null {
  const id = value[idKeyword(draft)];
  return typeof id === 'string' && id !== '' && !id.startsWith('#') ? id : null;
}

function rebased(place: Place): Place {
  const id = isObject(place.value) ? ownId(place.value, place.document.draft) : null;
  return id === null ? place : { ...place, base: resolveUri(place.base, id) };
}
