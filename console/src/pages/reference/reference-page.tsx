// The API's reference, to try calls on: Swagger UI over the document that the API answers about itself, asked as whoever
// is signed in here. No CDN, and no other policy than that of the other views.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answered, api } from '../../api/client.ts';
import type { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { Failure, Loading } from '../../parts/failure.tsx';
import { Page } from '../../parts/page.tsx';
import { saveFile } from '../../save-file.ts';
import { credentials } from '../../session.ts';
import { colours, theme } from '../../theme.ts';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export default function ReferencePage() {
  const place = useRef<HTMLDivElement>(null);
  const error = useSignal<ApiError | null>(null);
  const shown = useSignal(false);
  const download = async () => {
    try {
      const document = await answered(api.GET('/openapi.json'));
      saveFile(new Blob([JSON.stringify(document, null, 2)], { type: 'application/json' }), 'openapi.json');
    } catch (caught) {
      error.value = asApiError(caught);
    }
  };
  const isDark = theme.value === 'dark' || (theme.value === 'system' && systemIsDark.matches);
  const look = colours.value;
  // Swagger UI's own name for it. `look` changes with the system's choice.
  useEffect(() => {
    document.documentElement.classList.toggle('dark-mode', isDark);
    return () => document.documentElement.classList.remove('dark-mode');
  }, [isDark, look]);
  useEffect(() => {
    const aborter = new AbortController();
    show(place.current, aborter.signal).then(
      () => {
        shown.value = true;
      },
      (caught: unknown) => {
        if (!aborter.signal.aborted) error.value = asApiError(caught);
      },
    );
    return () => aborter.abort();
  }, [error, shown]);
  return (
    <Page
      title="API"
      tab="API reference"
      lead="Every operation, to read and to try. Calls go out as you are signed in here."
      actions={
        <button type="button" onClick={() => void download()}>
          openapi.json
        </button>
      }
    >
      {error.value && <Failure error={error.value} />}
      {!shown.value && error.value === null && <Loading what="the reference" />}
      <section class="reference" aria-labelledby="operations-heading">
        <h2 id="operations-heading" class="unseen">
          Operations
        </h2>
        <div ref={place} />
      </section>
    </Page>
  );
}

async function show(place: HTMLElement | null, signal: AbortSignal): Promise<void> {
  const [document, { showOperations, keepReachable }] = await Promise.all([
    answered(api.GET('/openapi.json', { signal })),
    import('./swagger.ts'),
  ]);
  if (!place || signal.aborted) return;
  signal.addEventListener('abort', keepReachable(place));
  showOperations(place, document, async request => {
    Object.assign(request.headers, await credentials());
    return request;
  });
}
