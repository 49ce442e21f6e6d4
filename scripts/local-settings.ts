// The values of local.settings.json, which Core Tools would read, for what runs without Core Tools.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function localSettings(): Record<string, string> {
  const file = join(import.meta.dirname, '..', 'local.settings.json');
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')).Values ?? {};
}
