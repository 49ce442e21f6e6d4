// Asks for a replay: what, then what it would do, then the button that does it. The address holds the request, so that it
// can be shown to somebody before it is made.

import { useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { Failure } from '../../parts/failure.tsx';
import { Page } from '../../parts/page.tsx';
import { at } from '../../paths.ts';
import { Preview } from './preview.tsx';
import { previewReplay, type ReplayPreview, replayWords, startReplay } from './replay.ts';
import { ReplayFields, requestOf } from './replay-fields.tsx';

export default function NewReplayPage() {
  const { query, route } = useLocation();
  const type = replayWords[query.type ?? ''] ? (query.type ?? '') : 'Replay.RedriveQuarantine';
  // One page, one replay, however often it is asked for.
  const [id] = useState(() => crypto.randomUUID());
  const preview = useSignal<ReplayPreview | null>(null);
  const error = useSignal<ApiError | null>(null);
  const busy = useSignal(false);

  const attempt = async (what: () => Promise<void>) => {
    busy.value = true;
    error.value = null;
    try {
      await what();
    } catch (caught) {
      error.value = asApiError(caught);
    } finally {
      busy.value = false;
    }
  };
  const change = (values: Record<string, string | undefined>) => {
    preview.value = null;
    route(at('/replays/new', { ...query, ...values }), true);
  };
  const ask = () =>
    attempt(async () => {
      preview.value = await previewReplay(requestOf(type, query));
    });
  const start = () =>
    attempt(async () => {
      const { id: made } = await startReplay({ ...requestOf(type, query), id });
      route(at(`/replays/${made}`));
    });
  return (
    <Page title="New replay" lead={replayWords[type]?.does}>
      <form
        class="stack narrow"
        onSubmit={event => {
          event.preventDefault();
          void ask();
        }}
      >
        <label class="field">
          What to do
          <select value={type} onChange={event => change({ type: event.currentTarget.value })}>
            {Object.entries(replayWords).map(([value, { name }]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <ReplayFields type={type} values={query} onChange={change} />
        <button type="submit" class={preview.value === null ? 'primary' : ''} disabled={busy.value}>
          Show what it would do
        </button>
      </form>
      {error.value !== null && <Failure error={error.value} />}
      {preview.value !== null && (
        <section class="panel narrow" aria-labelledby="would">
          <div class="panel-head">
            <h2 id="would">It would do this</h2>
          </div>
          <Preview preview={preview.value} />
          <div class="actions">
            <button type="button" class="primary" disabled={busy.value} onClick={() => void start()}>
              Start it
            </button>
          </div>
        </section>
      )}
    </Page>
  );
}
