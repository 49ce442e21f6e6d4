// The documents that a schema can refer to: itself, parts of it with an id or anchor, and the referenced subjects.
import { isObject, type Json, pointerTokens } from '../../../json.ts';
import { type Draft, draftOf } from './draft.ts';
import { child, ownId, type Place, pointer, rootPlace } from './place.ts';
import { SchemaError } from './schema-error.ts';
import { DEFAULT_BASE, fragmentOf, resolveUri, withoutFragment } from './uri.ts';

/** Schemas of other subjects by the name that `$ref` uses for them. */
export type References = Readonly<Record<string, Json>>;

export type Documents = { readonly root: Place; readonly places: ReadonlyMap<string, Place> };

/**
 * Opens a schema and what it refers to. A referenced schema that names no draft is read as the root is. Throws a
 * SchemaError for what is nested too deep to be read.
 */
export function openDocuments(schema: Json, references: References): Documents {
  for (const document of [schema, ...Object.values(references)]) refuseDepth(document);
  const places = new Map<string, Place>();
  const draft = draftOf(schema);
  const root = rootPlace({ root: schema, draft }, DEFAULT_BASE);
  register(root, places);
  for (const [name, referenced] of Object.entries(references)) {
    const uri = resolveUri(root.base, name);
    const place = rootPlace({ root: referenced, draft: draftOf(referenced, draft) }, uri);
    for (const key of [uri, name]) if (!places.has(key)) places.set(key, place);
    register(place, places);
  }
  return { root, places };
}

/** Deeper nesting is refused rather than left to the call stack. */
const MAX_DEPTH = 400;

function refuseDepth(document: Json): void {
  let level: Json[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH)
      throw new SchemaError('#/', `the schema is nested deeper than ${MAX_DEPTH} levels`);
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}

/** The place that a reference leads to. Throws a SchemaError that names the reference where it leads nowhere. */
export function lookUp(documents: Documents, from: Place, ref: string): Place {
  const uri = resolveUri(from.base, ref);
  const fragment = fragmentOf(uri);
  const named = documents.places.get(uri);
  if (named !== undefined) return named;
  const whole = documents.places.get(withoutFragment(uri)) ?? documents.places.get(withoutFragment(ref));
  const found =
    whole && (fragment === '' ? whole : fragment.startsWith('/') ? descend(whole, fragment) : null);
  if (found) return found;
  throw new SchemaError(
    pointer(from, '$ref'),
    `"${ref}" leads to no schema: define it in this document, or name its subject among the references`,
  );
}

/** A pointer into `$defs` also finds what stands in `definitions`, as in Confluent's registry; not the other way round. */
function descend(from: Place, fragment: string): Place | null {
  const tokens = pointerTokens(fragment);
  const found = follow(from, tokens);
  if (found === null && tokens[0] === '$defs') return follow(from, ['definitions', ...tokens.slice(1)]);
  return found;
}

function follow(from: Place, tokens: readonly string[]): Place | null {
  let place: Place = from;
  for (const token of tokens) {
    const { value } = place;
    const next = Array.isArray(value)
      ? value[Number(token)]
      : isObject(value) && Object.hasOwn(value, token)
        ? value[token]
        : undefined;
    if (next === undefined) return null;
    place = child(place, next, token);
  }
  return place;
}

/** Values of these are data, not schemas, and name no place. */
const DATA = new Set(['enum', 'const', 'default', 'examples']);

function register(place: Place, places: Map<string, Place>): void {
  const { value, document } = place;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) register(child(place, item, String(index)), places);
    return;
  }
  if (!isObject(value)) return;
  if (place.path.length === 0 || ownId(value, document.draft) !== null)
    places.set(withoutFragment(place.base), place);
  for (const name of anchorsOf(value, document.draft))
    places.set(`${withoutFragment(place.base)}#${name}`, place);
  for (const [key, member] of Object.entries(value))
    if (!DATA.has(key)) register(child(place, member, key), places);
}

function anchorsOf(value: { readonly [name: string]: Json }, draft: Draft): string[] {
  const plain = [value.$anchor, value.$dynamicAnchor].filter(anchor => typeof anchor === 'string');
  const id = draft === 'draft-04' ? value.id : value.$id;
  return typeof id === 'string' && /^#[^/]/.test(id) ? [...plain, id.slice(1)] : plain;
}
