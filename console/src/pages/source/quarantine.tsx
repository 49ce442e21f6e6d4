// What of a source was refused: a sample, each event with the place that is wrong; and the button that sends it again.

import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { bytes, count, counted, dateTime } from '../../format.ts';
import { type Live, useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { at } from '../../paths.ts';
import { Redrive } from './redrive.tsx';
import { type Quarantined, type QuarantineSample, readQuarantine } from './source.ts';

export function Quarantine({ source, held }: { source: string; held: number }) {
  const { query } = useLocation();
  const before = query.before;
  const sample: Live<QuarantineSample> = useLive(
    signal => readQuarantine(signal, source, before),
    before === undefined ? 5_000 : null,
    [source, before],
  );
  return (
    <section class="panel" aria-labelledby="quarantine">
      <div class="panel-head">
        <h2 id="quarantine">In quarantine</h2>
        <span class="quiet">
          {counted(Math.max(0, held), 'event')} by the ledger, without those that were redriven
        </span>
      </div>
      <LiveView live={sample} what="the quarantine">
        {({ events, next }) =>
          events.length === 0 ? (
            <Empty title={before === undefined ? 'Nothing lies in quarantine.' : 'There is nothing older.'}>
              {before === undefined
                ? 'All that this source sent is valid so far. An event is in this list some seconds after it was refused.'
                : 'Go back to the newest.'}
            </Empty>
          ) : (
            <>
              <Redrive source={source} reasons={[...new Set(events.map(({ reason }) => reason))]} />
              <ul class="samples">
                {events.map(event => (
                  <Sample key={`${event.partitionId} ${event.sequenceNumber}`} event={event} />
                ))}
              </ul>
              <p class="actions">
                {before !== undefined && (
                  <a class="button" href={at(`/sources/${source}`, { show: 'quarantine' })}>
                    Newest
                  </a>
                )}
                {next !== null && (
                  <a class="button" href={at(`/sources/${source}`, { show: 'quarantine', before: next })}>
                    Older
                  </a>
                )}
              </p>
            </>
          )
        }
      </LiveView>
    </section>
  );
}

function Sample({ event }: { event: Quarantined }) {
  const { partitionId, sequenceNumber, enqueuedAt, reason, detail, pointer, body } = event;
  const isOpen = useSignal(false);
  return (
    <li class="sample">
      <details
        onToggle={toggled => {
          isOpen.value = toggled.currentTarget.open;
        }}
      >
        <summary>
          <strong>{reason.replaceAll('_', ' ')}</strong> {detail}
          {pointer !== '' && (
            <>
              {' '}
              at <code>{pointer}</code>
            </>
          )}
          <span class="where">
            {dateTime(enqueuedAt)}, partition {partitionId}, number {count(sequenceNumber)}
          </span>
        </summary>
        {isOpen.value && (
          <>
            <MarkedText label={`Event ${sequenceNumber}`} text={body.content} pointer={pointer} />
            {(body.truncated || body.encoding === 'base64') && (
              <p class="small quiet">
                {body.encoding === 'base64' && 'It is no text, and told in base64. '}
                {body.truncated &&
                  `Only its beginning is here: it has ${bytes(body.bytes)}. SQL has all of it.`}
              </p>
            )}
          </>
        )}
      </details>
    </li>
  );
}
