// What the catalog says of a source, as one short text: two packages with the same one judge its events alike.

import { hash } from 'node:crypto';
import type { Source } from '../catalog/catalog.ts';

export function catalogVersion(source: Source): string {
  return hash('sha256', JSON.stringify(source), 'hex').slice(0, 12);
}
