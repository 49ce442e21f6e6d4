// Rebuilds a model: first what would happen, then the question, then the replay's own page.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answered, api, type Schema } from '../../api/client.ts';
import type { ApiError } from '../../api.ts';
import { count, counted } from '../../format.ts';
import { asApiError } from '../../live.ts';
import { Failure, Loading } from '../../parts/failure.tsx';
import { at } from '../../paths.ts';

export function Rebuild({ model }: { model: string }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          open.value = true;
        }}
      >
        Rebuild …
      </button>
      {open.value && (
        <RebuildDialog
          model={model}
          close={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

const requestFor = (model: string) => ({ type: 'Replay.RebuildGold' as const, data: { model } });

const preview = (model: string, signal: AbortSignal): Promise<Plan> =>
  answered(api.POST('/replays/preview', { body: requestFor(model), signal }));

type Plan = Schema<'ReplayPreview'>;
type Started = Schema<'Replay'>;

function RebuildDialog({ model, close }: { model: string; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const plan = useSignal<Plan | null>(null);
  const error = useSignal<ApiError | null>(null);
  const started = useSignal<Started | null>(null);
  const asking = useSignal(false);
  useEffect(() => {
    dialog.current?.showModal();
    const aborter = new AbortController();
    preview(model, aborter.signal).then(
      answer => {
        plan.value = answer;
      },
      (caught: unknown) => {
        if (!aborter.signal.aborted) error.value = asApiError(caught);
      },
    );
    return () => aborter.abort();
  }, []);
  const start = async () => {
    asking.value = true;
    error.value = null;
    try {
      started.value = await answered(api.POST('/replays', { body: requestFor(model) }));
    } catch (caught) {
      error.value = asApiError(caught);
    } finally {
      asking.value = false;
    }
  };
  return (
    <dialog ref={dialog} class="stack" aria-label={`Rebuild ${model}`} onClose={close}>
      <h2>Rebuild {model}</h2>
      <p>
        A new version is computed from silver while the one that answers goes on answering. It takes its place
        when it has caught up.
      </p>
      {plan.value === null && error.value === null && <Loading what="what would happen" />}
      {plan.value && <PlanText plan={plan.value} />}
      {error.value && <Failure error={error.value} />}
      {started.value && (
        <p role="status">
          It will be done. <a href={at(`/replays/${started.value.id}`)}>Watch it</a>
        </p>
      )}
      <div class="actions">
        {!started.value && (
          <button
            type="button"
            class="primary"
            disabled={plan.value === null || error.value !== null || asking.value}
            onClick={() => void start()}
          >
            Rebuild it
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          {started.value ? 'Close' : 'Leave it as it is'}
        </button>
      </div>
    </dialog>
  );
}

function PlanText({ plan: { amount, steps, effects } }: { plan: Plan }) {
  return (
    <>
      <ul class="effects">
        {effects.map(effect => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <p class="quiet">
        {amount.exact ? '' : 'At most '}
        {count(amount.count)} {amount.of}, in about {counted(steps, 'step')}.
      </p>
    </>
  );
}
