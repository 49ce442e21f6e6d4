// The types of the API's client, from the document that describes the API: what `npm run client` writes.

import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../../src/openapi/document.ts';
import { readCatalog, readModels } from '../../src/package-files.ts';

const banner =
  '// Written by `npm run client` from the document that GET /api/openapi.json answers: do not edit.\n\n';

/** The text of a TypeScript module that exports `paths` and `components`, for openapi-fetch. Reads catalog and models. */
export async function clientTypes(): Promise<string> {
  const sources = readCatalog().sources.map(({ name }) => name);
  const document = openApiDocument(readModels(), sources, 'key');
  // It takes a document as an object or as text, and its own type of the object is narrower than OpenAPI 3.1.
  const syntax = await openapiTS(JSON.stringify(document), { alphabetize: true });
  return banner + astToString(syntax);
}
