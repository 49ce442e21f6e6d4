// All sources, each with how it is.

import { answered, api } from '../../api/client.ts';
import { count, duration, rate } from '../../format.ts';
import { useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { ScrollingTable } from '../../parts/scrolling-table.tsx';
import { State } from '../../parts/state.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { at } from '../../paths.ts';
import type { FlowSource } from '../flow/flow.ts';

export default function SourcesPage() {
  const flow = useLive(signal => answered(api.GET('/flow', { signal })), 2_000);
  return (
    <Page title="Sources" lead="What the catalog declares, and how each of them is.">
      <LiveView live={flow} what="the sources">
        {({ sources }) =>
          sources.length === 0 ? (
            <Empty title="The catalog has no source.">
              Add a folder with source.json and its schemas to catalog/, and start the platform again.
            </Empty>
          ) : (
            <SourceTable sources={sources} />
          )
        }
      </LiveView>
    </Page>
  );
}

function SourceTable({ sources }: { sources: readonly FlowSource[] }) {
  return (
    <ScrollingTable label="Sources">
      <TableHead
        columns={[
          'Source',
          'State',
          'Kind',
          { number: 'Partitions' },
          { number: 'Events/s' },
          { number: 'Received' },
          { number: 'Quarantined' },
          { number: 'Wait' },
        ]}
      />
      <tbody>
        {sources.map(({ name, state, kind, partitions, perSecond, totals, lag }) => (
          <tr key={name}>
            <th scope="row">
              <a href={at(`/sources/${name}`)}>{name}</a>
            </th>
            <td>
              <State mood={state} />
            </td>
            <td>{kind === 'cdc' ? 'changes of a database' : 'events'}</td>
            <td class="number">{partitions}</td>
            <td class="number">{rate(perSecond.received)}</td>
            <td class="number">{count(totals.received)}</td>
            <td class="number">{count(totals.quarantined)}</td>
            <td class="number">{lag.refineEvents === 0 ? '–' : duration(lag.oldestSeconds)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
