// One source: its partitions and expectations, its schemas, and what of it lies in quarantine.

import { useRoute } from 'preact-iso';
import { count, rate } from '../../format.ts';
import { useLive } from '../../live.ts';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import { Tabs, usePart } from '../../parts/tabs.tsx';
import { Expectations } from './expectations.tsx';
import { Partitions } from './partitions.tsx';
import { Quarantine } from './quarantine.tsx';
import { Schemas } from './schemas.tsx';
import { readSource, type Source } from './source.ts';

const parts = [
  { part: 'now', name: 'Now' },
  { part: 'schemas', name: 'Schemas' },
  { part: 'quarantine', name: 'Quarantine' },
] as const;

export default function SourcePage() {
  const name = useRoute().params.source ?? '';
  const shown = usePart(parts);
  const source = useLive(signal => readSource(signal, name), 1_000, [name]);
  const found = source.data.value;
  return (
    <Page
      title={found?.title ?? name}
      tab={name}
      lead={found && `${found.description} Owner: ${found.owner}.`}
    >
      <Tabs label={`Parts of ${name}`} parts={parts} shown={shown} />
      <LiveView live={source} what={name}>
        {now => (
          <>
            {shown === 'now' && <Now source={now} />}
            {shown === 'schemas' && <Schemas types={now.types} />}
            {shown === 'quarantine' && (
              <Quarantine source={name} held={now.totals.quarantined - now.totals.redriven} />
            )}
          </>
        )}
      </LiveView>
    </Page>
  );
}

function Now({ source }: { source: Source }) {
  const { findings, state, totals, perSecond } = source;
  return (
    <>
      <section class="panel" aria-labelledby="totals">
        <div class="panel-head">
          <h2 id="totals">How it is</h2>
          <span aria-live="polite">
            <State mood={state} />
          </span>
        </div>
        {findings.map(({ title, detail, severity }) => (
          <div key={title} class={`notice ${severity}`}>
            <p>
              <strong>{title}</strong>
            </p>
            <p>{detail}</p>
          </div>
        ))}
        <dl class="facts">
          <Fact name="events/s" value={rate(perSecond.received)} />
          <Fact name="received" value={count(totals.received)} />
          <Fact name="in silver" value={count(totals.silver)} />
          <Fact name="quarantined" value={count(totals.quarantined)} />
          <Fact name="redriven" value={count(totals.redriven)} />
          <Fact name="duplicates" value={count(totals.duplicates)} />
        </dl>
      </section>
      <Partitions partitions={source.partitions} />
      <Expectations expectations={source.expectations} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
