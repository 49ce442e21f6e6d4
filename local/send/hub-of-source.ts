// What the catalog says about publishing to a source: its hub, how its events are encoded, what their key is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const CATALOG = new URL('../../catalog/', import.meta.url);

export interface SourceHub {
  hub: string;
  contentType: string;
  /** The business key of a parsed body, by the catalog; undefined when the event is of no known type. */
  keyOf(body: unknown): string | undefined;
}

interface SourceFile {
  hub: string;
  encoding: string;
  types: Record<string, { key: string[] }>;
}

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** Type name and row of an event: of a CloudEvent, of a Debezium change (bare or with its schema), of plain JSON. */
function open(body: Fields, { encoding, types }: SourceFile): { type: string; row: Fields | undefined } {
  if (encoding === 'cloudevents') return { type: String(body.type), row: fields(body.data) };
  if (encoding !== 'debezium') return { type: Object.keys(types)[0] ?? '', row: body };
  const change = fields(body.payload) ?? body;
  const { db, schema, table } = fields(change.source) ?? {};
  const type = [db, schema, table].filter(part => typeof part === 'string').join('.');
  return { type, row: fields(change.after) ?? fields(change.before) };
}

/** @throws when the catalog has no such source, naming those it has */
export function hubOfSource(source: string): SourceHub {
  const known = readdirSync(CATALOG, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() && existsSync(new URL(`${entry.name}/source.json`, CATALOG)) ? [entry.name] : [],
  );
  if (!known.includes(source)) {
    throw new Error(`the catalog has no source "${source}"; it has ${known.sort().join(', ')}`);
  }
  const file = JSON.parse(readFileSync(new URL(`${source}/source.json`, CATALOG), 'utf8')) as SourceFile;
  return {
    hub: file.hub,
    contentType:
      file.encoding === 'cloudevents' ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
    keyOf: body => {
      const event = fields(body);
      if (!event) return undefined;
      const { type, row } = open(event, file);
      const values = file.types[type]?.key.map(name => row?.[name]);
      if (!values || values.some(value => value === undefined || value === null)) return undefined;
      return values.join(':');
    },
  };
}
