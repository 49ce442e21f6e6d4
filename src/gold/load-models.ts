// Reads models/gold/*.json from disk, once, and refuses a model that is wrong.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { parseDuration } from './duration.ts';
import type {
  Aggregate,
  AggregateFunction,
  Derived,
  KeyColumn,
  Model,
  ModelInput,
  Windowing,
} from './model.ts';

const functions: readonly string[] = ['sum', 'count', 'events', 'distinct'] satisfies AggregateFunction[];

/** Throws an Error that names the file and the field that is wrong. */
export function loadModels(folder: string): Model[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => {
      const path = join(folder, file);
      try {
        return parseModel(file.slice(0, -'.json'.length), JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
      }
    });
}

/** Parses one model. Throws an Error that names the field that is wrong. */
export function parseModel(name: string, json: Json): Model {
  if (!isObject(json)) throw new Error('a model must be a JSON object');
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(`"${name}" is no model name: use lower-case letters, digits and _`);
  const [firstKey, ...otherKeys] = objects(json, 'key').map(parseColumn);
  if (!firstKey) throw new Error('"key" must name at least one column');
  const model: Model = {
    name,
    version: typeof json.version === 'number' ? json.version : 1,
    description: text(json, 'description'),
    inputs: objects(json, 'inputs').map(parseInput),
    key: [firstKey, ...otherKeys],
    aggregates: objects(json, 'aggregates').map(parseAggregate),
    derived: json.derived === undefined ? [] : objects(json, 'derived').map(parseDerived),
    window: isObject(json.window) ? parseWindow(json.window) : null,
    trailing: isObject(json.trailing)
      ? mapValues(json.trailing, value => parseDuration(String(value)))
      : null,
  };
  if (model.trailing && !model.window) throw new Error('"trailing" needs a "window" to add up');
  for (const input of model.inputs) checkInput(model, input);
  return model;
}

function checkInput({ key, aggregates }: Model, input: ModelInput): void {
  for (const { name } of key)
    if (input.key[name] === undefined)
      throw new Error(`input "${input.table}" has no expression for the key column "${name}"`);
  for (const { name, function: fn } of aggregates)
    if ((fn === 'sum' || fn === 'distinct') && input.values[name] === undefined)
      throw new Error(`input "${input.table}" has no value for the ${fn} "${name}"`);
}

function parseInput(json: JsonObject): ModelInput {
  return {
    table: text(json, 'table'),
    ...(json.each === undefined ? {} : { each: text(json, 'each') }),
    ...(json.where === undefined ? {} : { where: json.where }),
    key: object(json, 'key'),
    values: object(json, 'values'),
  };
}

function parseColumn(json: JsonObject): KeyColumn {
  return { name: text(json, 'name'), description: text(json, 'description') };
}

function parseAggregate(json: JsonObject): Aggregate {
  const fn = text(json, 'function');
  if (!functions.includes(fn))
    throw new Error(`aggregate function "${fn}" must be one of ${functions.join(', ')}`);
  return { ...parseColumn(json), function: fn as AggregateFunction };
}

function parseDerived(json: JsonObject): Derived {
  const [numerator, denominator] = Array.isArray(json.ratio) ? json.ratio : [];
  if (typeof numerator !== 'string' || typeof denominator !== 'string')
    throw new Error('"ratio" must name two aggregates');
  return { ...parseColumn(json), ratio: [numerator, denominator] };
}

function parseWindow(json: JsonObject): Windowing {
  const window = {
    grainMs: parseDuration(text(json, 'grain')),
    spanMs: parseDuration(text(json, 'span')),
    retainMs: parseDuration(text(json, 'retain')),
  };
  if (window.spanMs % window.grainMs !== 0) throw new Error('"span" must be a whole number of grains');
  return window;
}

function text(json: JsonObject, name: string): string {
  const value = json[name];
  if (typeof value !== 'string' || value === '') throw new Error(`"${name}" must be text`);
  return value;
}

function object(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  if (!isObject(value)) throw new Error(`"${name}" must be an object`);
  return value;
}

function objects(json: JsonObject, name: string): JsonObject[] {
  const value = json[name];
  if (!Array.isArray(value) || !value.every(isObject)) throw new Error(`"${name}" must be a list of objects`);
  return value;
}

function mapValues<T>(json: JsonObject, map: (value: Json) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, map(value)]));
}
