// Rebuilds a model: what that would do is shown first, and asked about; then its replay's own view.

import { useSignal } from '@preact/signals';
import { useLive } from '../../live.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure, Loading } from '../../parts/failure.tsx';
import { at } from '../../paths.ts';
import { Preview } from '../replays/preview.tsx';
import { previewReplay } from '../replays/replay.ts';
import { useReplayStart } from '../replays/use-replay-start.ts';

export function Rebuild({ model }: { model: string }) {
  const asking = useSignal(false);
  const started = useSignal<string | null>(null);
  return (
    <>
      {started.value !== null && (
        <p role="status">
          The rebuild is asked for: <a href={at(`/replays/${started.value}`)}>watch it</a>
        </p>
      )}
      <button
        type="button"
        onClick={() => {
          asking.value = true;
        }}
      >
        Rebuild …
      </button>
      {asking.value && (
        <RebuildDialog
          model={model}
          onStarted={id => {
            started.value = id;
            asking.value = false;
          }}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </>
  );
}

type RebuildDialogProps = { model: string; onStarted: (id: string) => void; onClose: () => void };

function RebuildDialog({ model, onStarted, onClose }: RebuildDialogProps) {
  const request = { type: 'Replay.RebuildGold' as const, data: { model } };
  const preview = useLive(() => previewReplay(request), null, [model]);
  const { start, busy, error } = useReplayStart(request, onStarted);
  const shownError = error.value ?? preview.error.value;
  return (
    <Confirm
      title={`Rebuild ${model}?`}
      action="Rebuild"
      disabled={busy.value || preview.data.value === null}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <p>A new version is computed from silver while the one that answers goes on answering.</p>
      {preview.data.value !== null && <Preview preview={preview.data.value} />}
      {preview.data.value === null && shownError === null && <Loading what="what that would do" />}
      {shownError !== null && <Failure error={shownError} />}
    </Confirm>
  );
}
