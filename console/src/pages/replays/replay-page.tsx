// One replay: how far it is, what it found, how it ended; and its cancelling.

import { useSignal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import type { ApiError } from '../../api.ts';
import { ago, count, dateTime } from '../../format.ts';
import { asApiError, useLive } from '../../live.ts';
import { CodeBox } from '../../parts/code-box.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Failure } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import { at } from '../../paths.ts';
import { worded } from './counts.tsx';
import { cancelReplay, moods, nameOf, type Replay, readReplay, replayWords, subjectOf } from './replay.ts';

export default function ReplayPage() {
  const { params } = useRoute();
  const id = params.id ?? '';
  const replay = useLive(signal => readReplay(signal, id), 1_000, [id]);
  const found = replay.data.value;
  return (
    <Page
      title={found ? `${nameOf(found.type)} ${subjectOf(found)}` : 'Replay'}
      lead={found ? replayWords[found.type]?.does : undefined}
      actions={found?.state === 'running' ? <Cancel id={id} onCancelled={replay.refresh} /> : undefined}
    >
      <LiveView live={replay} what="the replay">
        {one => <ReplayView replay={one} />}
      </LiveView>
    </Page>
  );
}

function ReplayView({ replay }: { replay: Replay }) {
  const { state, phase, counts, steps, failures, error, findings, data } = replay;
  return (
    <>
      <section class="panel" aria-labelledby="progress">
        <div class="panel-head">
          <h2 id="progress">Progress</h2>
          <span aria-live="polite">
            <State mood={moods[state]}>{state === 'running' ? `running: ${worded(phase)}` : state}</State>
          </span>
        </div>
        <dl class="facts">
          {Object.entries(counts).map(([name, value]) => (
            <div key={name}>
              <dt>{worded(name)}</dt>
              <dd>{count(value)}</dd>
            </div>
          ))}
          <div>
            <dt>steps</dt>
            <dd>{count(steps)}</dd>
          </div>
        </dl>
        {error !== null && (
          <p class={`notice ${state === 'running' ? 'attention' : 'trouble'}`}>
            {error}
            {state === 'running' && ` (it was tried ${failures} times, and is tried again by itself)`}
          </p>
        )}
        {state === 'done' && isOfSource(data) && (
          <p>
            <a href={at(`/sources/${subjectOf(replay)}`)}>Look at {subjectOf(replay)}</a>: its ledger has all
            of it.
          </p>
        )}
      </section>
      {findings.length > 0 && (
        <section class="panel" aria-labelledby="findings">
          <div class="panel-head">
            <h2 id="findings">What it found</h2>
            <span class="quiet">the first {count(findings.length)}</span>
          </div>
          <ul class="lines code">
            {findings.map(finding => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel" aria-labelledby="asked">
        <div class="panel-head">
          <h2 id="asked">What was asked</h2>
        </div>
        <p>
          By {replay.asked}, {dateTime(replay.requestedAt)}; last changed {ago(replay.updatedAt)}.
        </p>
        <CodeBox label="The request">{JSON.stringify({ type: replay.type, data }, null, 2)}</CodeBox>
      </section>
    </>
  );
}

const isOfSource = (data: unknown) => typeof data === 'object' && data !== null && 'source' in data;

function Cancel({ id, onCancelled }: { id: string; onCancelled: () => void }) {
  const asking = useSignal(false);
  const error = useSignal<ApiError | null>(null);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          asking.value = true;
        }}
      >
        Cancel
      </button>
      {asking.value && (
        <Confirm
          title="Cancel this replay?"
          action="Cancel the replay"
          danger
          onClose={() => {
            asking.value = false;
          }}
          onConfirm={async () => {
            try {
              await cancelReplay(id);
              asking.value = false;
              onCancelled();
            } catch (caught) {
              error.value = asApiError(caught);
            }
          }}
        >
          <p>The step that runs ends without writing. What was published stays published, and counts once.</p>
          {error.value !== null && <Failure error={error.value} />}
        </Confirm>
      )}
    </>
  );
}
