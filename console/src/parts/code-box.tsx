// Code or JSON, as it is. Scrolls by itself, by keyboard too.

import type { ComponentChildren } from 'preact';

export function CodeBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="scroll box" tabIndex={0} aria-label={label}>
      <pre>{children}</pre>
    </section>
  );
}
