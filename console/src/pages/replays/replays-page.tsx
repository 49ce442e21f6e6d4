// The newest replays: what was asked for, how far it is, how it ended.

import { useLocation } from 'preact-iso';
import { ago } from '../../format.ts';
import { useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { ScrollingTable } from '../../parts/scrolling-table.tsx';
import { Segments } from '../../parts/segments.tsx';
import { State } from '../../parts/state.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { at } from '../../paths.ts';
import { Counts } from './counts.tsx';
import { listReplays, moods, nameOf, type Replay, type ReplayState, subjectOf } from './replay.ts';

const states = ['all', 'running', 'done', 'failed', 'cancelled', 'refused'] as const;
const choices = states.map(value => ({ value, name: value }));

export default function ReplaysPage() {
  const { query, route } = useLocation();
  const state = states.find(known => known === query.state) ?? 'all';
  const wanted: ReplayState | undefined = state === 'all' ? undefined : state;
  const replays = useLive(signal => listReplays(signal, wanted), 2_000, [wanted]);
  return (
    <Page
      title="Replays"
      lead="Work on the past: quarantine sent again, files brought in, models built anew. Each counts every event once."
      actions={
        <a class="button primary" href={at('/replays/new')}>
          New replay
        </a>
      }
    >
      <Segments
        name="State"
        choices={choices}
        value={state}
        onChoose={value => route(at('/replays', { state: value === 'all' ? undefined : value }), true)}
      />
      <LiveView live={replays} what="replays">
        {found =>
          found.length === 0 ? (
            <Empty title={state === 'all' ? 'Nothing was replayed yet.' : `No replay is ${state}.`}>
              <a href={at('/replays/new')}>Start one</a>, or look at what lies in the quarantine of a{' '}
              <a href={at('/sources')}>source</a>.
            </Empty>
          ) : (
            <ReplayTable replays={found} />
          )
        }
      </LiveView>
    </Page>
  );
}

function ReplayTable({ replays }: { replays: readonly Replay[] }) {
  return (
    <ScrollingTable label="Replays">
      <TableHead columns={['Replay', 'State', 'So far', 'Asked by', 'Asked']} />
      <tbody>
        {replays.map(replay => (
          <tr key={replay.id}>
            <th scope="row">
              <a href={at(`/replays/${replay.id}`)}>
                {nameOf(replay.type)} {subjectOf(replay)}
              </a>
            </th>
            <td>
              <State mood={moods[replay.state]}>{replay.state}</State>
            </td>
            <td>{replay.error ?? <Counts counts={replay.counts} />}</td>
            <td>{replay.asked}</td>
            <td class="nowrap">{ago(replay.requestedAt)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
