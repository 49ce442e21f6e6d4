// Reads catalog/ from disk, once, and refuses a catalog that is wrong: a bad setting stops the start.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Catalog, Encoding, EventType, Expectation, ExpectationAction, Source } from './catalog.ts';
import { loadOlderVersions } from './released.ts';
import { loadColumns, loadFormats, refuseUnreachableTypes } from './wire-formats.ts';

const encodings: readonly string[] = ['cloudevents', 'debezium', 'json'] satisfies Encoding[];
const actions: readonly string[] = ['warn', 'drop', 'fail'] satisfies ExpectationAction[];

/** Loads every `<folder>/<source>/source.json`. Throws an Error that names the file and the field that is wrong. */
export function loadCatalog(folder: string): Catalog {
  const sources = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => loadSource(folder, entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sources.length === 0) throw new Error(`the catalog ${folder} has no source`);
  refuseRepeated(
    sources.map(source => source.hub),
    'hub',
  );
  refuseRepeated(
    sources.flatMap(source => source.types.map(type => type.table)),
    'table',
  );
  return { sources };
}

function refuseRepeated(names: string[], what: string): void {
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated) throw new Error(`the catalog uses the ${what} "${repeated}" twice`);
}

function loadSource(folder: string, name: string): Source {
  const file = join(folder, name, 'source.json');
  const json = readJson(file);
  const field = fieldReader(json, file);
  const encoding = field('encoding', isText);
  if (!encodings.includes(encoding))
    throw new Error(`${file}: "encoding" must be one of ${encodings.join(', ')}`);
  const hub = field('hub', isText);
  if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(hub))
    throw new Error(`${file}: "hub" must be lower-case letters, digits and hyphens`);
  const source: Source = {
    name,
    title: field('title', isText),
    description: field('description', isText),
    owner: field('owner', isText),
    hub,
    partitions: field('partitions', isCount),
    encoding: encoding as Encoding,
    ...(json.formats === undefined ? {} : { formats: loadFormats(json.formats, encoding as Encoding, file) }),
    claimBuckets: json.claimBuckets === undefined ? 1 : field('claimBuckets', isCount),
    types: Object.entries(field('types', isObject)).map(([typeName, type]) =>
      loadType(join(folder, name), file, typeName, type),
    ),
  };
  refuseUnreachableTypes(source, file);
  return source;
}

function loadType(folder: string, file: string, name: string, json: Json): EventType {
  const where = `${file}: type "${name}"`;
  const field = fieldReader(json, where);
  const schemaFile = field('schema', isText);
  const schema = readJson(join(folder, schemaFile));
  const upgrades = (isObject(json) ? json.upgrades : undefined) ?? {};
  return {
    name,
    table: field('table', isText),
    description: field('description', isText),
    schema,
    older: loadOlderVersions(folder, schemaFile, schema, upgrades, where),
    key: field('key', isTextList),
    time: field('time', isText),
    identity: isObject(json) && json.identity !== undefined ? field('identity', isText) : null,
    ...(isObject(json) && json.columns !== undefined ? { columns: loadColumns(json.columns, where) } : {}),
    expectations: field('expectations', isList).map((expectation, i) =>
      loadExpectation(expectation, `${where}, expectation ${i}`),
    ),
  };
}

function loadExpectation(json: Json, where: string): Expectation {
  const field = fieldReader(json, where);
  const action = field('action', isText);
  if (!actions.includes(action)) throw new Error(`${where}: "action" must be one of ${actions.join(', ')}`);
  return {
    name: field('name', isText),
    expect: field('expect', isPresent),
    action: action as ExpectationAction,
  };
}

function readJson(file: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(json)) throw new Error(`${file} must hold a JSON object`);
  return json;
}

function fieldReader(json: Json, where: string) {
  return <T extends Json>(name: string, accepts: (value: Json) => value is T): T => {
    const value = isObject(json) ? json[name] : undefined;
    if (value === undefined || !accepts(value))
      throw new Error(`${where}: "${name}" is missing or of the wrong type`);
    return value;
  };
}

const isText = (value: Json): value is string => typeof value === 'string' && value !== '';
const isCount = (value: Json): value is number => Number.isInteger(value) && Number(value) > 0;
const isList = (value: Json): value is Json[] => Array.isArray(value);
const isTextList = (value: Json): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
const isPresent = (_value: Json): _value is Json => true;
