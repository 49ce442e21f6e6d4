// `npm run destroy -- --env dev`: deletes the resource group with all that is in it, the lake too. It asks for the group's
// name; `--yes` asks nothing, `--dry-run` shows the command and does not run it.

import { createInterface } from 'node:readline/promises';
import { createAz } from './deploy/az.ts';
import { readTarget, type Target } from './deploy/target.ts';

async function isConfirmed({ yes, dryRun, resourceGroup }: Target): Promise<boolean> {
  if (yes || dryRun) return true;
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await questions.question(
    `This deletes every event and every table. Type ${resourceGroup}: `,
  );
  questions.close();
  return answer.trim() === resourceGroup;
}

try {
  const target = readTarget(process.argv.slice(2));
  if (await isConfirmed(target))
    createAz(target).run(['group', 'delete', '--name', target.resourceGroup, '--yes']);
  else console.log('Nothing was deleted.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
