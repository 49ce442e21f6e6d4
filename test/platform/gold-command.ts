// `npm run gold -- …` against a platform that runs.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../local/platform/local-azure.ts';
import type { LocalPlatform } from '../../local/platform/platform.ts';

/** Stdout and stderr as one text. */
export async function runGold(
  platform: LocalPlatform,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'gold', 'main.ts'), ...args], {
    env: { ...process.env, ...platform.azure.settings, ASSAY_URL: platform.url, NODE_NO_WARNINGS: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk;
    });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  return { code, output };
}
