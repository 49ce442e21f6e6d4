// Sends quarantined events through again: what that would do is shown first, and asked about; then how far it is.

import { useSignal } from '@preact/signals';
import { useLive } from '../../live.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { State } from '../../parts/state.tsx';
import { at } from '../../paths.ts';
import { Counts, worded } from '../replays/counts.tsx';
import { Preview } from '../replays/preview.tsx';
import { moods, previewReplay, type ReplayRequest, readReplay, subjectOf } from '../replays/replay.ts';
import { useReplayStart } from '../replays/use-replay-start.ts';

type RedriveProps = { source: string; reasons: readonly string[] };

export function Redrive({ source, reasons }: RedriveProps) {
  const reason = useSignal('');
  const asked = useSignal<ReplayRequest | null>(null);
  const started = useSignal<string | null>(null);
  return (
    <div class="redrive">
      <label class="field">
        Send again
        <select
          value={reason.value}
          onChange={event => {
            reason.value = event.currentTarget.value;
          }}
        >
          <option value="">all that lies here</option>
          {reasons.map(name => (
            <option key={name} value={name}>
              only {worded(name)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="primary"
        onClick={() => {
          const data = { source, ...(reason.value === '' ? {} : { reason: reason.value }) };
          asked.value = { type: 'Replay.RedriveQuarantine', data };
        }}
      >
        Redrive …
      </button>
      {started.value !== null && <Progress id={started.value} />}
      {asked.value !== null && (
        <RedriveDialog
          request={asked.value}
          onStarted={id => {
            started.value = id;
            asked.value = null;
          }}
          onClose={() => {
            asked.value = null;
          }}
        />
      )}
    </div>
  );
}

type RedriveDialogProps = { request: ReplayRequest; onStarted: (id: string) => void; onClose: () => void };

function RedriveDialog({ request, onStarted, onClose }: RedriveDialogProps) {
  // What was refused a moment ago is in the table some seconds later, and can be sent again then.
  const preview = useLive(() => previewReplay(request), 5_000);
  const { start, busy, error } = useReplayStart(request, onStarted);
  const shownError = error.value ?? preview.error.value;
  return (
    <Confirm
      title={`Redrive ${subjectOf(request)}?`}
      action="Redrive"
      disabled={busy.value || !preview.data.value?.amount.count}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <p>
        Each event is published once more and judged by the present catalog. What is still wrong comes back
        here; nothing is counted twice.
      </p>
      {preview.data.value !== null && <Preview preview={preview.data.value} />}
      {preview.data.value?.amount.count === 0 && (
        <p>None of them is in the table yet: that takes some seconds, and is looked for by itself.</p>
      )}
      {preview.data.value === null && shownError === null && (
        <p role="status">Looking what that would do …</p>
      )}
      {shownError !== null && <Failure error={shownError} />}
    </Confirm>
  );
}

function Progress({ id }: { id: string }) {
  const replay = useLive(signal => readReplay(signal, id), 1_000, [id]).data.value;
  return (
    <p class="progress" role="status">
      {replay === null ? (
        'Starting …'
      ) : (
        <>
          <State mood={moods[replay.state]}>{replay.state}</State> <Counts counts={replay.counts} />.{' '}
        </>
      )}
      <a href={at(`/replays/${id}`)}>All of it</a>
    </p>
  );
}
