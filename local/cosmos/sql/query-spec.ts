// The body of a query request: text and named parameters.
import { badRequest } from '../errors.ts';
import { isObject } from '../json.ts';

export type QuerySpec = { text: string; parameters: Map<string, unknown> };

/** @throws 400 */
export function readQuerySpec(body: unknown): QuerySpec {
  if (!isObject(body) || typeof body.query !== 'string') throw badRequest('The query must be a string.');
  const parameters = new Map<string, unknown>();
  const given = body.parameters ?? [];
  if (!Array.isArray(given)) throw badRequest('The parameters of a query must be an array.');
  for (const parameter of given) {
    if (!isObject(parameter) || typeof parameter.name !== 'string')
      throw badRequest('A parameter needs a name.');
    parameters.set(parameter.name, parameter.value);
  }
  return { text: body.query, parameters };
}
