// host.json with its overrides: a value comes from `AzureFunctionsJobHost__a__b`, else from the file, else the default.
// A value of the wrong kind stops the start with its name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface HostConfig {
  number(path: string, fallback: number, least?: number): number;
  text(path: string, fallback: string): string;
  flag(path: string, fallback: boolean): boolean;
  /** Milliseconds of a .NET TimeSpan (`[d.]hh:mm:ss[.fff]`). */
  span(path: string, fallback: string): number;
  /** The direct children of a section, names in lower case. */
  children(path: string): Map<string, unknown>;
}

const prefix = 'azurefunctionsjobhost__';

/** Reads `<root>/host.json`; throws when it is missing, is not JSON, or is not version 2.0. */
export function readHostConfig(root: string, env: NodeJS.ProcessEnv): HostConfig {
  const file = join(root, 'host.json');
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`host.json of ${root} cannot be read: ${(error as Error).message}`);
  }
  const values = new Map<string, unknown>();
  flatten('', parsed, values);
  if (values.get('version') !== '2.0') throw new Error('host.json version must be "2.0"');
  for (const [name, value] of Object.entries(env)) {
    if (name.toLowerCase().startsWith(prefix))
      values.set(name.slice(prefix.length).toLowerCase().replaceAll('__', '.'), value);
  }
  return typedConfig(values);
}

function flatten(path: string, value: unknown, into: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null) {
    into.set(path, value);
    return;
  }
  for (const [name, child] of Object.entries(value))
    flatten(path ? `${path}.${name.toLowerCase()}` : name.toLowerCase(), child, into);
}

function typedConfig(values: Map<string, unknown>): HostConfig {
  const read = (path: string) => values.get(path.toLowerCase());
  return {
    number(path, fallback, least = 1) {
      const raw = read(path);
      if (raw === undefined) return fallback;
      const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
        throw new Error(`host.json ${path}: "${String(raw)}" is not a whole number of at least ${least}`);
      return value;
    },
    text(path, fallback) {
      const raw = read(path);
      return raw === undefined || raw === null ? fallback : String(raw);
    },
    flag(path, fallback) {
      const raw = read(path);
      if (raw === undefined) return fallback;
      const text = String(raw).toLowerCase();
      if (text !== 'true' && text !== 'false')
        throw new Error(`host.json ${path}: "${String(raw)}" is not true or false`);
      return text === 'true';
    },
    span(path, fallback) {
      const raw = read(path);
      const ms = parseTimeSpan(String(raw ?? fallback));
      if (ms === undefined)
        throw new Error(`host.json ${path}: "${String(raw)}" is not a time span (hh:mm:ss)`);
      return ms;
    },
    children(path) {
      const start = `${path.toLowerCase()}.`;
      const found = new Map<string, unknown>();
      for (const [name, value] of values)
        if (name.startsWith(start)) found.set(name.slice(start.length), value);
      return found;
    },
  };
}

/** Milliseconds of `[d.]hh:mm:ss[.fffffff]`, or undefined when the text is no time span. */
export function parseTimeSpan(text: string): number | undefined {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(`0.${fraction}`) * 1000;
}
