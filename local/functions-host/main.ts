// Runs the host as a process: --app <root> [--main <glob>] [--port 7071] [--id <name>] [--keys-file <json>]
// [--drain-ms 10000] [--with-parent]. Settings of the app come from the environment.
import { parseArgs } from 'node:util';
import { startFunctionsHost } from './server.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string' },
    main: { type: 'string' },
    port: { type: 'string', default: '7071' },
    id: { type: 'string' },
    'keys-file': { type: 'string' },
    'drain-ms': { type: 'string', default: '10000' },
    'with-parent': { type: 'boolean', default: false },
  },
});

function fail(message: string): never {
  process.stderr.write(`${JSON.stringify({ level: 'critical', category: 'Host.Startup', message })}\n`);
  process.exit(1);
}

function wholeNumber(flag: 'port' | 'drain-ms'): number {
  const value = Number(values[flag]);
  if (!Number.isInteger(value) || value < 0) fail(`--${flag} must be a whole number, not "${values[flag]}"`);
  return value;
}

if (values.app === undefined) fail('--app <root> is missing');
const host = await startFunctionsHost({
  root: values.app,
  port: wholeNumber('port'),
  drainMs: wholeNumber('drain-ms'),
  ...(values.main === undefined ? {} : { main: values.main }),
  ...(values.id === undefined ? {} : { id: values.id }),
  ...(values['keys-file'] === undefined ? {} : { keysFile: values['keys-file'] }),
}).catch((error: Error) => fail(error.message));

const stop = () => void host.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['with-parent']) {
  process.stdin.resume();
  process.stdin.once('end', () => process.exit(1));
  process.stdin.once('error', () => process.exit(1));
}
const { port, functions, errors } = host;
process.stdout.write(`${JSON.stringify({ ready: true, port, functions, errors })}\n`);
