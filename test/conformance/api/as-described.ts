// The API of a running platform answers as GET /api/openapi.json says: asked at random by schemathesis, rightly and wrongly,
// and for what is really there.

import { join } from 'node:path';
import { keyHeaders } from '../../../local/platform/function-apps.ts';
import { startPlatform, waitForLedger } from '../../../local/platform/platform.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import { realAnswers } from './real-answers.ts';
import { endless, runSchemathesis } from './schemathesis.ts';

const events = 600;

export async function theApiIsAsDescribed({
  check,
  folder,
}: Pick<Context, 'check' | 'folder'>): Promise<void> {
  const platform = await startPlatform({
    dataDir: join(folder, 'api'),
    settings: { ASSAY_SEGMENT_MAX_AGE_MS: '1000' },
  });
  try {
    const sources = await platform.startSources(
      ['--rate', '200', '--count', String(events), '--invalid', '0.05'],
      () => {},
    );
    await sources.ended;
    await waitForLedger(platform, events, 180_000);
    await realAnswers(check, `${platform.url}/api`);
    const operations = await runSchemathesis(`${platform.url}/api/openapi.json`, keyHeaders, folder);
    await check('schemathesis asks every operation', async () => {
      const described = await describedOperations(platform.url);
      const asked = new Set(operations.map(({ name }) => name));
      same(
        'operations that were not asked',
        described.filter(name => !asked.has(name)),
        [],
      );
    });
    for (const { name, requests, failures } of operations)
      await check(`${name} answers as described, asked at random`, async () => {
        if (requests === 0) throw new Error('it was not asked');
        if (failures.length > 0) throw new Error(failures.join('; '));
      });
  } finally {
    await platform.stop();
  }
}

/** Without those it is told to leave out, and the document itself, which it has asked for before. */
async function describedOperations(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/openapi.json`, { headers: keyHeaders });
  const { paths } = (await answer.json()) as { paths: Record<string, object> };
  return Object.entries(paths)
    .filter(([path]) => !endless.test(path) && path !== '/openapi.json')
    .flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`));
}
