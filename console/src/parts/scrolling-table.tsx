// A table that scrolls by itself where it is wider than the page; by keyboard too.

import type { ComponentChildren } from 'preact';

export function ScrollingTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="scroll" tabIndex={0} aria-label={label}>
      <table class="data">{children}</table>
    </section>
  );
}
