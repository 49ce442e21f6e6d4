// One value, whole: JSON laid out, anything else as it is.

import { useEffect, useRef } from 'preact/hooks';
import { wholeText } from './cell-text.ts';
import type { Value } from './row-splitter.ts';

type ValueDialogProps = { name: string; value: Value; close: () => void };

export function ValueDialog({ name, value, close }: ValueDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const laidOut =
    typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : wholeText(value);
  return (
    <dialog ref={dialog} class="value" aria-label={`Value of ${name}`} onClose={close}>
      <h2>{name}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys have to reach that. */}
      <pre tabIndex={0}>{laidOut}</pre>
      <form method="dialog" class="actions">
        <button type="button" onClick={() => void navigator.clipboard?.writeText(wholeText(value))}>
          Copy
        </button>
        <button type="submit" class="primary">
          Close
        </button>
      </form>
    </dialog>
  );
}
