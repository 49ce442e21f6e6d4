// The host's keys: master, host-wide function keys, keys of one function, system keys; kept in one JSON file.
// Without a file every key is made up at the start and dies with the process.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface KeyFile {
  master: string;
  functionKeys: Record<string, string>;
  systemKeys: Record<string, string>;
  functions?: Record<string, Record<string, string>>;
}

export interface HostKeys {
  isMaster(key: string | undefined): boolean;
  isFunction(key: string | undefined, functionName: string): boolean;
  /** True for the system key of an extension, such as `eventgrid_extension`. */
  isSystem(key: string | undefined, extension: string): boolean;
}

/** Reads the key file; makes one with random keys where there is none. Throws when the file is no key file. */
export function readHostKeys(file: string | undefined): HostKeys {
  const keys = file === undefined ? newKeys() : readOrCreate(file);
  const master = digest(keys.master);
  const shared = Object.values(keys.functionKeys).map(digest);
  const own = new Map<string, Buffer[]>();
  for (const [name, values] of Object.entries(keys.functions ?? {}))
    own.set(name.toLowerCase(), Object.values(values).map(digest));

  const isMaster = (key: string | undefined) => key !== undefined && same(digest(key), master);
  return {
    isMaster,
    isFunction(key, functionName) {
      if (key === undefined) return false;
      const given = digest(key);
      const named = own.get(functionName.toLowerCase()) ?? [];
      return same(given, master) || [...shared, ...named].some(known => same(given, known));
    },
    isSystem(key, extension) {
      const known = keys.systemKeys[extension];
      return isMaster(key) || (key !== undefined && known !== undefined && same(digest(key), digest(known)));
    },
  };
}

function readOrCreate(file: string): KeyFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const keys = newKeys();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return keys;
  }
  const keys = JSON.parse(text) as Partial<KeyFile>;
  if (typeof keys.master !== 'string' || keys.master === '') throw new Error(`${file} has no "master" key`);
  return {
    master: keys.master,
    functionKeys: keys.functionKeys ?? {},
    systemKeys: keys.systemKeys ?? {},
    functions: keys.functions ?? {},
  };
}

function newKeys(): KeyFile {
  return {
    master: newKey(),
    functionKeys: { default: newKey() },
    systemKeys: { eventgrid_extension: newKey() },
    functions: {},
  };
}

const newKey = () => randomBytes(40).toString('base64url');
const digest = (key: string) => createHash('sha256').update(key).digest();
const same = (a: Buffer, b: Buffer) => timingSafeEqual(a, b);
