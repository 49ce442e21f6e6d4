// Asks before something is done that can't be undone. The browser keeps the focus inside, and Escape says no.

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

type ConfirmProps = {
  title: string;
  /** What the button does, as a verb. */
  action: string;
  danger?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
};

export function Confirm({ title, action, danger, disabled, onConfirm, onClose, children }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <div class="stack">
        <h2 id={heading}>{title}</h2>
        {children}
        <div class="actions">
          <button type="button" class={danger ? 'danger' : 'primary'} disabled={disabled} onClick={onConfirm}>
            {action}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Leave it
          </button>
        </div>
      </div>
    </dialog>
  );
}
