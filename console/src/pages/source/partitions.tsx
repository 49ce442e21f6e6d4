// Each partition: how far it is, what waits, and what holds it up.

import { ago, count, duration, none } from '../../format.ts';
import { ScrollingTable } from '../../parts/scrolling-table.tsx';
import { State } from '../../parts/state.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import type { Partition } from './source.ts';

export function Partitions({ partitions }: { partitions: readonly Partition[] }) {
  return (
    <section class="panel" aria-labelledby="partitions">
      <div class="panel-head">
        <h2 id="partitions">Partitions</h2>
      </div>
      <ScrollingTable label="Partitions">
        <TableHead
          columns={[
            'Partition',
            { number: 'Last event' },
            { number: 'Waits for bronze' },
            { number: 'Waits for silver' },
            'Ledger',
            'Trouble',
          ]}
        />
        <tbody>
          {partitions.map(({ partitionId, last, lag, ledger, troubles }) => (
            <tr key={partitionId}>
              <th scope="row">{partitionId}</th>
              <td class="number">{last < 0 ? none : count(last)}</td>
              <td class="number">{waiting(lag.bronze)}</td>
              <td class="number">{waiting(lag.refine)}</td>
              <td>
                <State mood={ledger === 'does not add up' ? 'trouble' : 'ok'}>
                  {ledger === 'behind' ? 'some are on their way' : ledger}
                </State>
              </td>
              <td>
                {troubles.length === 0
                  ? none
                  : troubles.map(({ group, since, tries, message }) => (
                      <p key={group} class="trouble-text">
                        {group}: {message} ({tries} tries, the first {ago(since)})
                      </p>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </section>
  );
}

const waiting = ({ events, oldestSeconds }: Partition['lag']['bronze']) =>
  events === 0 ? none : `${count(events)}, ${duration(oldestSeconds)}`;
