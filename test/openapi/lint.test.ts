// Redocly's strictest rules on the API's description, offline.

import { BaseResolver, createConfig, lintDocument, makeDocumentFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import type { Authentication } from '../../src/config.ts';
import { openApiDocument } from '../../src/openapi/document.ts';
import { readCatalog, readModels } from '../../src/package-files.ts';

async function lint(authentication: Authentication): Promise<string[]> {
  const sources = readCatalog().sources.map(({ name }) => name);
  const text = JSON.stringify(openApiDocument(readModels(), sources, authentication));
  const problems = await lintDocument({
    document: makeDocumentFromString(text, 'openapi.json'),
    config: await createConfig({ extends: ['recommended-strict'] }),
    externalRefResolver: new BaseResolver(),
  });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

/** Asked without parameters by anyone, it can be refused to nobody. */
const explained = [
  'operation-4xx-response: Operation must have at least one `4XX` response. #/paths/~1health/get/responses',
];

test.each(['key', 'entra'] as const)('it passes a linter (%s)', async authentication => {
  expect(await lint(authentication)).toEqual(explained);
});
