// What went wrong, and what to do about it. And what to do where there is nothing to show.

import type { ComponentChildren } from 'preact';
import { type ApiError, remedy } from '../api.ts';

export function Failure({ error, retry }: { error: ApiError; retry?: () => void }) {
  const { title, detail, status } = error.problem;
  return (
    <div class="notice trouble" role="alert">
      <p>
        <strong>{title}</strong>
        {status > 0 && <span class="quiet"> ({status})</span>}
      </p>
      {detail !== '' && <p>{detail}</p>}
      <p class="quiet">{remedy(error.problem)}</p>
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** `title` says what is not there; the children say what makes it be there. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="notice">
      <p>
        <strong>{title}</strong>
      </p>
      <div class="quiet">{children}</div>
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what} …
    </p>
  );
}
