import type { DifferenceType } from '../difference.ts';
import { type Finding, found } from './finding.ts';

/** What the four ways to change a limit are called, as `MAX_LENGTH` in `MAX_LENGTH_ADDED`. */
type LimitName = {
  [Type in DifferenceType]: Type extends `${infer Name}_INCREASED` ? Name : never;
}[DifferenceType];

/** Compares one numeric keyword that may be missing; the keyword is where it is found. */
export function compareLimit(
  name: LimitName,
  keyword: string,
  original: number | null,
  update: number | null,
): Finding[] {
  if (original === update) return [];
  if (original === null) return [found(`${name}_ADDED`, keyword)];
  if (update === null) return [found(`${name}_REMOVED`, keyword)];
  return [found(original < update ? `${name}_INCREASED` : `${name}_DECREASED`, keyword)];
}
