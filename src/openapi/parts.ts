// What paths of the document are made of.

import type { Access } from '../access.ts';
import type { JsonObject } from '../json.ts';

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

export const jsonContent = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });

export const answerOf = (description: string, schema: JsonObject): JsonObject => ({
  description,
  content: jsonContent(schema),
});

export const closed = (properties: JsonObject, optional: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
});

export type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  access: Access;
  parameters?: JsonObject[];
  requestBody?: JsonObject;
  /** By status: those that are no error. */
  answers: Record<string, JsonObject>;
  /** Statuses that answer with problem details, beside those that any request may get. */
  problems: number[];
};

const problemOf: Record<number, string> = {
  400: 'The request is wrong; the detail says where and what to do',
  404: 'There is nothing of that name',
  408: 'It took longer than it may',
  409: 'It is in no state for that',
  413: 'It needs more than it may',
  422: 'The query is wrong or refused',
  429: 'Too many are waiting; try again later',
  503: 'What it needs does not answer now; try again',
};

/** A caller without a key or token gets 401 from the host itself, which may have no body. */
export function operation({ access, answers, problems, ...about }: Operation): JsonObject {
  const refusals = problems.map(status => [String(status), problemAnswer(problemOf[status] ?? 'Refused')]);
  const barred: [string, JsonObject][] =
    access === 'open'
      ? []
      : [
          ['401', { description: 'No function key, or no token' }],
          ['403', problemAnswer('The token has not the role that this needs')],
        ];
  return {
    ...about,
    ...(access === 'open' ? { security: [] } : { 'x-assay-access': access }),
    responses: { ...answers, ...Object.fromEntries([...refusals, ...barred]) },
  };
}

function problemAnswer(description: string): JsonObject {
  return { description, content: { 'application/problem+json': { schema: ref('Problem') } } };
}
