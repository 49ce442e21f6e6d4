// What each event is expected to be, how often it is, and how often it was over the last hour.

import { count, none, share } from '../../format.ts';
import { Empty } from '../../parts/failure.tsx';
import { ScrollingTable } from '../../parts/scrolling-table.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import type { Expectation, Held } from './source.ts';

const actions = { warn: 'is marked', drop: 'goes to quarantine', fail: 'stops its partition' } as const;

export function Expectations({ expectations }: { expectations: readonly Expectation[] }) {
  return (
    <section class="panel" aria-labelledby="expectations">
      <div class="panel-head">
        <h2 id="expectations">Expectations</h2>
        <span class="small quiet">what an event must be beside valid</span>
      </div>
      {expectations.length === 0 ? (
        <Empty title="Nothing is expected of these events but their schema.">
          Add "expectations" to a type in source.json, each with what to do with an event that does not meet
          it.
        </Empty>
      ) : (
        <ExpectationTable expectations={expectations} />
      )}
    </section>
  );
}

function ExpectationTable({ expectations }: { expectations: readonly Expectation[] }) {
  return (
    <ScrollingTable label="Expectations">
      <TableHead
        columns={[
          'Expectation',
          'Of',
          'What fails it',
          { number: 'Now' },
          { number: 'Last hour' },
          { number: 'Failed' },
          'By the minute',
        ]}
      />
      <tbody>
        {expectations.map(({ type, name, table, action, now, hour, overTime }) => (
          <tr key={`${type} ${name}`}>
            <th scope="row">{name.replaceAll('_', ' ')}</th>
            <td>{table}</td>
            <td>{actions[action]}</td>
            <td class="number">{passed(now)}</td>
            <td class="number">{passed(hour)}</td>
            <td class="number">{count(hour.failed)}</td>
            <td>
              <Sparkline name={name} points={overTime} />
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}

const passed = ({ passRate }: Held) => (passRate === null ? none : share(passRate));

const minutesShown = 60;

/** The share that failed of each minute, as bars from below: nothing where all held. */
function Sparkline({ name, points }: { name: string; points: Expectation['overTime'] }) {
  const shown = points.slice(-minutesShown);
  if (shown.length === 0) return <span class="quiet">{none}</span>;
  const worst = Math.max(0.01, ...shown.map(({ passRate }) => 1 - (passRate ?? 1)));
  const lowest = Math.min(...shown.map(({ passRate }) => passRate ?? 1));
  const label = `${name}: at least ${share(lowest)} held in each of the last ${shown.length} minutes`;
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${minutesShown} 10`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <line x1="0" x2={minutesShown} y1="9.5" y2="9.5" />
      {shown.map(({ at, passRate }, index) => {
        const height = ((1 - (passRate ?? 1)) / worst) * 9;
        const x = minutesShown - shown.length + index;
        return <rect key={at} x={x + 0.15} width="0.7" y={9.5 - height} height={height} />;
      })}
    </svg>
  );
}
