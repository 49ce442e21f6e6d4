import { useMemo } from 'preact/hooks';
import { sqlTokens } from './sql-tokens.ts';

/** SQL to read, in colours. */
export function SqlText({ sql, label }: { sql: string; label: string }) {
  const tokens = useMemo(() => sqlTokens(sql), [sql]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="sql-text" tabIndex={0} aria-label={label}>
      <pre>
        <code>
          {tokens.map(({ kind, text }, i) => (
            <span key={i} class={kind}>
              {kind === 'plain' ? withoutPadding(text) : text}
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}

/** A compiled model keeps the places of what stood there before its tables' names. */
const withoutPadding = (text: string) => text.replace(/(?<=\w) {2,}(?=[,)\n])/g, '');
