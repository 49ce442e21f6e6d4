import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clientTypes } from '../../scripts/client/client-types.ts';

const file = join(import.meta.dirname, '..', '..', 'console', 'src', 'api', 'schema.ts');

test('the types of the client are in step with the API; else: npm run client', async () => {
  expect(readFileSync(file, 'utf8') === (await clientTypes())).toBe(true);
});
