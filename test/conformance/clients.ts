// A client in a process of its own: it prints a line of JSON for each of its checks, `{sentence, error}`, and may print
// `{result}`.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Checks, same } from './checks.ts';

type Check = Checks['check'];

/** A program that install.sh has put beside this file. */
export const venvProgram = (name: string): string => join(import.meta.dirname, '.venv', 'bin', name);

/** Checks what the Python file checks; `given` is its first argument, as JSON. Answers its last result. */
export function pythonClient(check: Check, file: string, given: object): Promise<unknown> {
  return client(check, "Confluent's Python client", venvProgram('python'), [file, JSON.stringify(given)]);
}

/** Checks what a client in another program checks. Answers its last result. */
export async function client(
  check: Check,
  name: string,
  program: string,
  args: readonly string[],
): Promise<unknown> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: import.meta.dirname },
  });
  const ended = new Promise<number | null>(resolve => {
    child.once('close', resolve).once('error', () => resolve(null));
  });
  let last: unknown;
  for await (const line of createInterface({ input: child.stdout })) {
    const { sentence, error, result } = JSON.parse(line);
    if (sentence === undefined) last = result;
    else
      await check(sentence, async () => {
        if (error !== null) throw new Error(error);
      });
  }
  await check(`${name} runs to its end`, async () => same('its code', await ended, 0));
  return last;
}
