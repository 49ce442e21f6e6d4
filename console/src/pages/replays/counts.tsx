// What was done so far, in one line.

import { count } from '../../format.ts';

export const worded = (name: string): string =>
  name
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();

export function Counts({ counts }: { counts: Record<string, number> }) {
  const entries = Object.entries(counts);
  if (entries.length === 0) return <span class="quiet">nothing yet</span>;
  return <>{entries.map(([name, value]) => `${count(value)} ${worded(name)}`).join(', ')}</>;
}
