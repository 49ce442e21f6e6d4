// Whether the catalog says of its sources only what is so: it loads and compiles as at the start of the platform, and every
// field that a source.json names or points to is one that its schema can have. A rule over a field that is never there holds
// for no event, and with the action `drop` takes them all.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Catalog, EventType, Source } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { compileJudge } from '../../src/events/judge.ts';
import { compileExpression, type Expression } from '../../src/expression/expression.ts';
import { type Json, type JsonObject, pointerTokens } from '../../src/json.ts';
import { nearestNames } from '../../src/sql/nearest-name.ts';
import type { Finding } from './check.ts';
import { lineOf } from './line-of.ts';
import { elementsOf, lookUp } from './schema-fields.ts';

type Path = readonly string[];
/** What is wrong, and where in source.json. */
type Fault = { path: Path; message: string };
/** A schema that pointers lead into, and what messages call it. */
type Target = { schema: Json; root: JsonObject; of: string };

/** Empty when the catalog is right. A catalog that does not load has one finding: the first that is wrong. */
export function checkCatalog(folder: string): Finding[] {
  let catalog: Catalog;
  try {
    catalog = loadCatalog(folder);
  } catch (error) {
    return [unloadable(folder, messageOf(error))];
  }
  return catalog.sources.flatMap(source => {
    const file = join(folder, source.name, 'source.json');
    const text = readFileSync(file, 'utf8');
    return checkSource(source).map(({ path, message }) => ({
      ...{ file: nameOf(folder, file), line: lineOf(text, path), message },
    }));
  });
}

const nameOf = (folder: string, file: string) => relative(join(folder, '..'), file);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The loader's message begins with the file and says type, expectation, column and field: they are the path. */
function unloadable(folder: string, text: string): Finding {
  const [start = '', file] = /^(.+?\.json)(?=[: ])[: ]*/.exec(text) ?? [];
  if (file === undefined) return { file: nameOf(folder, folder), line: 1, message: text };
  const [, type] = /: type "([^"]*)"/.exec(text) ?? [];
  const [, index] = /, expectation (\d+):/.exec(text) ?? [];
  const [, column] = /, column "([^"]*)":/.exec(text) ?? [];
  const [, field] = /: "(\w+)" [^"]*/.exec(text) ?? [];
  const path = [
    ...(type === undefined ? [] : ['types', type]),
    ...(index === undefined ? [] : ['expectations', index]),
    ...(column === undefined ? [] : ['columns', column]),
    ...(field === undefined ? [] : [field]),
  ];
  const [, line] = / in JSON .*\(line (\d+) column \d+\)$/.exec(text) ?? [];
  const message = text.slice(start.length);
  return { file: nameOf(folder, file), line: line ? Number(line) : lineIn(file, path), message };
}

/** A file that is gone or is no JSON has only a first line. */
function lineIn(file: string, path: Path): number {
  try {
    return lineOf(readFileSync(file, 'utf8'), path);
  } catch {
    return 1;
  }
}

function checkSource(source: Source): Fault[] {
  const faults = source.types.flatMap(checkType);
  if (faults.length > 0) return faults;
  return source.types.flatMap(type => {
    try {
      compileJudge({ ...source, types: [type] });
      return [];
    } catch (error) {
      return [{ path: ['types', type.name], message: messageOf(error) }];
    }
  });
}

function checkType(type: EventType): Fault[] {
  const { name, schema, key, time, identity, columns = {}, expectations, older = [] } = type;
  const at = (...path: string[]) => ['types', name, ...path];
  const present: Target = { schema, root: schema, of: 'the schema' };
  return [
    ...key.flatMap((field, i) => checkTokens([field], present, at('key', String(i)), `the key "${field}"`)),
    ...Object.keys(columns).flatMap(column =>
      checkTokens([column], present, at('columns', column), `the column "${column}"`),
    ),
    ...checkPointer(time, present, at('time')),
    ...(identity === null ? [] : checkPointer(identity, present, at('identity'))),
    ...expectations.flatMap(({ expect }, i) =>
      checkExpression(expect, present, at('expectations', String(i), 'expect')),
    ),
    ...older.flatMap(({ version, schema: old, upgrade }) =>
      Object.entries(upgrade).flatMap(([field, expression]) => {
        const path = at('upgrades', String(version), field);
        const row: Target = { schema: old, root: old, of: `released version ${version}` };
        return [
          ...checkTokens([field], present, path, `the upgrade gives "${field}", which`),
          ...checkExpression(expression, row, path),
        ];
      }),
    ),
  ];
}

/** At the smallest part that is wrong; what is around it is not looked at then. */
function checkExpression(expression: Expression, target: Target, path: Path): Fault[] {
  if (typeof expression === 'string') return checkPointer(expression, target, path);
  const inner = Array.isArray(expression) ? checkArguments(expression, target, path) : [];
  return inner.length > 0 ? inner : compiled(expression, path);
}

function checkArguments([operator, ...args]: Json[], target: Target, path: Path): Fault[] {
  const at = (i: number) => [...path, String(i + 1)];
  if (operator !== 'sum' && operator !== 'every')
    return args.flatMap((argument, i) => checkExpression(argument, target, at(i)));
  const [list = null, element = null, ...rest] = args;
  const faults = checkExpression(list, target, at(0));
  if (faults.length > 0) return faults;
  // Elements of a list that is calculated may be anything.
  const elements = typeof list === 'string' ? elementsAt(list, target) : true;
  if (elements === null)
    return [{ path: at(0), message: `"${operator}" needs a list, and ${target.of} has none at "${list}"` }];
  const inElement = { ...target, schema: elements, of: `${target.of} of an element of "${list}"` };
  return [
    ...checkExpression(element, inElement, at(1)),
    ...rest.flatMap((argument, i) => checkExpression(argument, target, at(i + 2))),
  ];
}

function elementsAt(pointer: string, { schema, root }: Target): Json | null {
  const lookup = lookUp(schema, pointerTokens(pointer), root);
  return lookup.found ? elementsOf(lookup.schema, root) : null;
}

function checkPointer(pointer: string, target: Target, path: Path): Fault[] {
  const faults = compiled(pointer, path);
  return faults.length > 0 ? faults : checkTokens(pointerTokens(pointer), target, path, `"${pointer}"`);
}

function checkTokens(tokens: string[], { schema, root, of }: Target, path: Path, what: string): Fault[] {
  const lookup = lookUp(schema, tokens, root);
  if (lookup.found) return [];
  const [nearest] = nearestNames(lookup.step, lookup.known);
  const meant = nearest === undefined ? '' : `; the nearest is "${nearest}"`;
  return [{ path, message: `${what} points at nothing: ${of} has no field "${lookup.step}"${meant}` }];
}

/** As the platform compiles it: unknown operators, too few arguments, text that is no pointer. */
function compiled(expression: Expression, path: Path): Fault[] {
  try {
    compileExpression(expression);
    return [];
  } catch (error) {
    return [{ path, message: messageOf(error) }];
  }
}
