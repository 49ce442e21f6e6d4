// The words and flags of a command. `--help` prints what it can do; what it does not know is said, with the same.

import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command that takes no words refuses them when `allowPositionals` is false. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  help: string,
  options: Options,
  allowPositionals = true,
) {
  if (process.argv.slice(2).includes('--help')) {
    console.log(help);
    process.exit();
  }
  try {
    return parseArgs({ allowPositionals, options });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${help}`);
    return process.exit(1);
  }
}
