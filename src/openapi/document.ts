// The API's own description, OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1), made from the models and the limits that requests
// are held to. The schema registry under /registry is Confluent's API and described by Confluent.

import type { Authentication } from '../config.ts';
import type { Model } from '../gold/model.ts';
import type { JsonObject } from '../json.ts';
import { consolePaths, consoleSchemas } from './console-paths.ts';
import { featurePaths } from './feature-paths.ts';
import { flowPaths, flowSchemas } from './flow-paths.ts';
import { goldPaths } from './gold-paths.ts';
import { livePaths } from './live-paths.ts';
import { operatorPaths } from './operator-paths.ts';
import { answerOf, operation } from './parts.ts';
import { replaySchemas } from './replay-schemas.ts';
import { sharedSchemas } from './schemas.ts';
import { sqlPaths } from './sql-paths.ts';

/** Behind Entra ID `x-assay-access` says which role an operation needs. */
export function openApiDocument(
  models: readonly Model[],
  sources: readonly string[],
  authentication: Authentication,
): JsonObject {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Assay',
      version: '1',
      description:
        'Gold by key, features, SQL over the lake, and what operators look at. Errors are RFC 9457 problem details.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    tags: [
      { name: 'gold', description: 'Models folded live, exactly once' },
      { name: 'features', description: 'The same models as vectors for scoring' },
      { name: 'sql', description: 'Bronze, silver, quarantine and gold for analysts' },
      { name: 'console', description: 'What the console shows' },
      { name: 'operations', description: 'For operators' },
    ],
    security: [{ [authentication]: [] }],
    paths: {
      ...goldPaths(models),
      ...livePaths(models),
      ...featurePaths(models),
      ...sqlPaths(),
      ...flowPaths(),
      ...consolePaths(models, sources),
      ...operatorPaths(sources),
      '/openapi.json': { get: describeItself },
    },
    components: {
      securitySchemes: { [authentication]: schemes[authentication] },
      schemas: { ...sharedSchemas, ...flowSchemas, ...consoleSchemas, ...replaySchemas },
    },
  };
}

const schemes: Record<Authentication, JsonObject> = {
  key: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
  entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
};

const describeItself = operation({
  operationId: 'openApi',
  summary: 'This document',
  tags: ['operations'],
  access: 'query',
  answers: { 200: answerOf('OpenAPI 3.1', { type: 'object' }) },
  problems: [503],
});
