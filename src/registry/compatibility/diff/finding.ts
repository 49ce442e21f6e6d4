// What a comparison of two nodes finds. Paths are relative to the nodes, so that a result serves wherever they meet.
import { type DifferenceType, isCompatible, type Policy } from '../difference.ts';

export type Finding = { readonly type: DifferenceType; readonly path: readonly string[] };

export function found(type: DifferenceType, ...path: readonly string[]): Finding {
  return { type, path };
}

/** Findings as they are seen from `path` levels further up. */
export function under(path: readonly string[], findings: readonly Finding[]): Finding[] {
  return findings.map(finding => ({ type: finding.type, path: [...path, ...finding.path] }));
}

export function areCompatible(findings: readonly Finding[], policy: Policy): boolean {
  return findings.every(({ type }) => isCompatible(type, policy));
}
