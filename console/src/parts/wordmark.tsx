// The name, and a bead of each metal that it tests.

import { at } from '../paths.ts';

export function Wordmark() {
  return (
    <a class="wordmark" href={at('/')} aria-label="Assay, to Flow">
      <svg viewBox="0 0 30 12" width="30" height="12" aria-hidden="true">
        <circle cx="5" cy="6" r="4" class="bronze" />
        <circle cx="15" cy="6" r="4" class="silver" />
        <circle cx="25" cy="6" r="4" class="gold" />
      </svg>
      Assay
    </a>
  );
}
