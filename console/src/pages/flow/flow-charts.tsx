// The flow over time: how soon gold answers with an event, against what is promised, and how many events there are.

import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { answered, api } from '../../api/client.ts';
import { milliseconds, rate } from '../../format.ts';
import { type Live, useLive } from '../../live.ts';
import { Chart } from '../../parts/chart.tsx';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Segments } from '../../parts/segments.tsx';
import { at } from '../../paths.ts';
import { type FlowHistory, promised } from './flow.ts';

const spans = [
  { value: '15', name: '15 min' },
  { value: '60', name: '1 h' },
  { value: '360', name: '6 h' },
  { value: '1440', name: '24 h' },
] as const;

export function FlowCharts() {
  const { query, route } = useLocation();
  const minutes = spans.find(({ value }) => value === query.minutes)?.value ?? '60';
  const history: Live<FlowHistory> = useLive(
    signal => answered(api.GET('/flow/history', { signal, params: { query: { minutes: Number(minutes) } } })),
    Number(minutes) <= 60 ? 5_000 : 30_000,
    [minutes],
  );
  return (
    <section class="panel" aria-labelledby="over-time">
      <div class="panel-head">
        <h2 id="over-time">Over time</h2>
        <Segments
          name="Span of time"
          choices={spans}
          value={minutes}
          onChoose={value => route(at('/', { minutes: value }), true)}
        />
      </div>
      <LiveView live={history} what="the history">
        {({ points }) =>
          points.length < 2 ? (
            <Empty title="There is no history yet.">
              A point is kept every ten seconds while the platform runs.
            </Empty>
          ) : (
            <Charts points={points} />
          )
        }
      </LiveView>
    </section>
  );
}

function Charts({ points }: { points: FlowHistory['points'] }) {
  const times = useMemo(() => points.map(point => Date.parse(point.at) / 1000), [points]);
  return (
    <div class="columns">
      <div class="stretch">
        <h3>From event to gold</h3>
        <p class="small quiet">
          The dotted lines are what is promised: p50 {promised.p50} ms, p99 {promised.p99} ms, p99.9{' '}
          {promised.p999} ms.
        </p>
        <Chart
          title="Milliseconds from an event to the gold answer that has it"
          times={times}
          logarithmic
          format={milliseconds}
          limits={[
            { value: promised.p50, colour: '--accent' },
            { value: promised.p99, colour: '--gold' },
            { value: promised.p999, colour: '--bronze' },
          ]}
          series={[
            { name: 'p50', colour: '--accent', values: points.map(({ p50 }) => p50) },
            { name: 'p99', colour: '--gold', values: points.map(({ p99 }) => p99) },
            { name: 'p99.9', colour: '--bronze', values: points.map(({ p999 }) => p999) },
          ]}
        />
      </div>
      <div class="stretch">
        <h3>Events a second</h3>
        <p class="small quiet">What comes in, what is valid and new, and what is refused.</p>
        <Chart
          title="Events a second received, in silver, and quarantined"
          times={times}
          format={rate}
          series={[
            { name: 'received', colour: '--ink', values: points.map(point => point.receivedPerSecond) },
            {
              name: 'silver',
              colour: '--silver',
              dash: [6, 3],
              values: points.map(point => point.silverPerSecond),
            },
            {
              name: 'quarantined',
              colour: '--trouble',
              values: points.map(point => point.quarantinedPerSecond),
            },
          ]}
        />
      </div>
    </div>
  );
}
