// Functions on JSON text. A text that is not JSON is an error, as in DuckDB.

import { foldedValue } from '../bound.ts';
import { readJson } from '../json-cast.ts';
import { followPath, parseJsonPath, type Step } from '../json-path.ts';
import { type JsonNode, parseJson, writeJson } from '../json-tree.ts';
import {
  type Apply,
  type Call,
  type Overload,
  overload,
  overloads,
  prepared,
  type SqlFunction,
} from '../overload.ts';
import { refuse } from '../refusal.ts';
import { bigint, boolean, json, type SqlType, varchar } from '../types.ts';

function pathOf(call: Call): Step[] {
  const path = call.args[1] && foldedValue(call.args[1]);
  if (typeof path === 'number') return [{ index: path }];
  const steps = typeof path === 'string' ? parseJsonPath(path) : null;
  return (
    steps ??
    refuse(
      call.node,
      'this path into JSON is not followed',
      "a constant without wildcards: 'field' or '$.a.b[0]'",
    )
  );
}

/** One overload for each way to give the JSON and the path. */
function withPath(gives: SqlType, read: (node: JsonNode) => string | null): Overload[] {
  const prepare = (call: Call): Apply => {
    const steps = pathOf(call);
    return (text: string) => {
      const found = followPath(readJson(text), steps);
      return found && read(found);
    };
  };
  return [varchar, json].flatMap(type =>
    [bigint, varchar].map(path => prepared([type, path], gives, prepare)),
  );
}

/** Text without its quotes; NULL for JSON's null. */
function unquote(node: JsonNode): string | null {
  if (node.kind === 'string') return node.value;
  return node.kind === 'null' ? null : writeJson(node);
}

const extract = overloads(...withPath(json, writeJson));
const extractText = overloads(...withPath(varchar, unquote));
const isValid = (text: string) => parseJson(text) !== null;

export const extractJson: SqlFunction = extract;

export const jsonFunctions: Record<string, SqlFunction> = {
  json_extract: extract,
  json_extract_path: extract,
  '->>': extractText,
  json_extract_string: extractText,
  json_extract_path_text: extractText,
  json_valid: overloads(...[varchar, json].map(type => overload([type], boolean, isValid))),
};
