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
      <div ref={place} class="reference" />
    </Page>
  );
}

async function show(place: HTMLElement | null, signal: AbortSignal): Promise<void> {
  const [document, { default: SwaggerUI }] = await Promise.all([
    answered(api.GET('/openapi.json', { signal })),
    import('./swagger.ts'),
  ]);
  if (!place || signal.aborted) return;
  SwaggerUI({
    domNode: place,
    spec: document,
    deepLinking: false,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    requestInterceptor: async request => {
      Object.assign(request.headers, await credentials());
      return request;
    },
  });
}
