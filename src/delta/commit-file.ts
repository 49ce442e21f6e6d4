// A commit as a file: one action a line, as JSON (PROTOCOL.md, "Delta Log Entries").

import type { Action } from './actions.ts';
import { DeltaError } from './errors.ts';
import { parseAction } from './parse-action.ts';

export function formatCommit(actions: readonly Action[]): Uint8Array {
  return new TextEncoder().encode(actions.map(action => `${JSON.stringify(action)}\n`).join(''));
}

/** Throws a DeltaError that names the file and the line of what cannot be read. */
export function parseCommit(content: Uint8Array, file: string): Action[] {
  const lines = decode(content, file)
    .split('\n')
    .map((text, i) => ({ text, where: `${file}, line ${i + 1}` }))
    .filter(({ text }) => text.trim() !== '');
  if (lines.length === 0)
    throw new DeltaError('corrupt', `${file} holds no action: it was cut or emptied`, { file });
  const actions = lines.flatMap(
    ({ text, where }) => parseAction(parseJson(text, where, file), where, file) ?? [],
  );
  checkCount(actions, lines.length, file);
  return actions;
}

/** A file that was cut at the end of a line is whole JSON: our commits say how many actions they have. */
function checkCount(actions: readonly Action[], lines: number, file: string): void {
  const info = actions.find(action => 'commitInfo' in action);
  const expected = info?.commitInfo.actionCount;
  if (typeof expected === 'number' && expected !== lines)
    throw new DeltaError('corrupt', `${file} has ${lines} of ${expected} actions: it was cut or changed`, {
      file,
    });
}

function decode(content: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new DeltaError('corrupt', `${file} is not text: it was cut or changed`, { cause: error, file });
  }
}

function parseJson(text: string, where: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DeltaError('corrupt', `${where} is not JSON: the file was cut or changed`, {
      cause: error,
      file,
    });
  }
}
