// `npm run gold -- …` against a platform that runs.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../local/platform/local-azure.ts';
import type { LocalPlatform } from '../../local/platform/platform.ts';

export type GoldCommand = {
  /** Stdout and stderr as one text; the code is null when it was killed. */
  ended: Promise<{ code: number | null; output: string }>;
  kill(): void;
};

export function startGold(
  platform: LocalPlatform,
  args: readonly string[],
  env: Record<string, string> = {},
): GoldCommand {
  const child = spawn(process.execPath, [join(root, 'scripts', 'gold', 'main.ts'), ...args], {
    env: {
      ...process.env,
      ...platform.azure.settings,
      ASSAY_URL: platform.url,
      NODE_NO_WARNINGS: '1',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk;
    });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  return {
    ended: ended.then(code => ({ code, output })),
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

export function runGold(platform: LocalPlatform, args: readonly string[], env?: Record<string, string>) {
  return startGold(platform, args, env).ended;
}
