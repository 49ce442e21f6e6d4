// Released versions of a type's schema: `released/<type>.<version>.json` beside it, copies that never change.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Expression } from '../expression/expression.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { OlderVersion } from './catalog.ts';

export type ReleasedFile = { version: number; file: string };

/** Of the schema in `<folder>/<schemaFile>`, oldest first. */
export function releasedFiles(folder: string, schemaFile: string): ReleasedFile[] {
  const name = basename(schemaFile, '.schema.json');
  let files: string[];
  try {
    files = readdirSync(join(folder, 'released'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files
    .map(file => ({ file: join(folder, 'released', file), found: /^(.+)\.(\d+)\.json$/.exec(file) }))
    .filter(({ found }) => found?.[1] === name)
    .map(({ file, found }) => ({ file, version: Number(found?.[2]) }))
    .sort((a, b) => a.version - b.version);
}

/** The number at the end of `$id`; null when there is none. */
export function schemaVersion({ $id }: JsonObject): number | null {
  const [, version] = /\/([1-9]\d{0,5})$/.exec(typeof $id === 'string' ? $id : '') ?? [];
  return version === undefined ? null : Number(version);
}

/**
 * The released versions that are not the present one, newest first, each with its upgrade. Throws an Error that names what
 * is wrong with an upgrade.
 */
export function loadOlderVersions(
  folder: string,
  schemaFile: string,
  schema: JsonObject,
  upgrades: Json,
  where: string,
): OlderVersion[] {
  if (!isObject(upgrades))
    throw new Error(`${where}: "upgrades" must be an object: a version, and its fields`);
  const present = schemaVersion(schema);
  const older = releasedFiles(folder, schemaFile).filter(({ version }) => version !== present);
  const stray = Object.keys(upgrades).find(name => !older.some(({ version }) => String(version) === name));
  if (stray !== undefined)
    throw new Error(`${where}: "upgrades" names version ${stray}, which was never released`);
  return older.reverse().map(({ version, file }) => ({
    version,
    schema: JSON.parse(readFileSync(file, 'utf8')),
    upgrade: fieldsOf(upgrades[String(version)] ?? {}, where),
  }));
}

function fieldsOf(json: Json, where: string): Record<string, Expression> {
  if (isObject(json)) return json;
  throw new Error(`${where}: an upgrade is an object: a field, and the expression that gives it`);
}
