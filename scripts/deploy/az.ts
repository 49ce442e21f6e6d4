// Runs the Azure CLI. Every command is shown before it runs, as one could type it; a dry run only shows.

import { spawnSync } from 'node:child_process';

export type Az = {
  /** Shows and runs `az …`; its standard output. Throws when it fails. In a dry run nothing runs: an empty text. */
  run(args: readonly string[]): string;
  /** As `run`, for what changes nothing and whose output a person reads as it comes. */
  show(args: readonly string[]): void;
  dryRun: boolean;
};

export function createAz({ dryRun }: { dryRun: boolean }): Az {
  const start = (args: readonly string[], stdout: 'pipe' | 'inherit'): string => {
    console.log(`az ${args.map(quoted).join(' ')}`);
    if (dryRun) return '';
    const {
      status,
      stdout: output,
      error,
    } = spawnSync('az', args, {
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'inherit'],
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw new Error(`the Azure CLI could not be started: ${error.message}`);
    if (status !== 0) throw new Error(`az ${args.slice(0, 3).join(' ')} … ended with ${status}`);
    return output ?? '';
  };
  return {
    run: args => start(args, 'pipe').trim(),
    show: args => void start(args, 'inherit'),
    dryRun,
  };
}

/** For a POSIX shell. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
