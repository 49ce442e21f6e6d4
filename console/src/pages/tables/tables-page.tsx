// The tables of the lake: how large, how many files, and when they were tidied.

import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { ago, bytes, count, none } from '../../format.ts';
import { useLive } from '../../live.ts';
import { Empty } from '../../parts/failure.tsx';
import { LiveView } from '../../parts/live-view.tsx';
import { Page } from '../../parts/page.tsx';
import { ScrollingTable } from '../../parts/scrolling-table.tsx';
import { TableHead } from '../../parts/table-head.tsx';
import { at } from '../../paths.ts';
import { toHash } from '../sql/share.ts';
import { type LakeTable, readTables, tierOf } from './tables.ts';

export default function TablesPage() {
  const tables = useLive(readTables, 5_000);
  return (
    <Page title="Tables" lead="Delta tables in the lake. Any engine reads them; SQL asks them from here.">
      <LiveView live={tables} what="the tables">
        {found =>
          found.every(({ version }) => version === null) ? (
            <Empty title="There is no table yet.">
              The first one is there some seconds after its first event. <a href={at('/')}>Flow</a> shows
              whether events come in.
            </Empty>
          ) : (
            <Tables tables={found} />
          )
        }
      </LiveView>
    </Page>
  );
}

function Tables({ tables }: { tables: readonly LakeTable[] }) {
  const { query } = useLocation();
  const wanted = useSignal(query.name ?? '');
  const shown = tables.filter(({ name }) => name.includes(wanted.value.trim().toLowerCase()));
  const total = (of: (table: LakeTable) => number) => shown.reduce((sum, table) => sum + of(table), 0);
  return (
    <>
      <div class="choices">
        <label class="field">
          Name has
          <input
            type="search"
            value={wanted}
            spellcheck={false}
            onInput={event => {
              wanted.value = event.currentTarget.value;
            }}
          />
        </label>
        <p class="quiet" role="status">
          {count(shown.length)} tables, {count(total(({ files }) => files))} files,{' '}
          {bytes(total(table => table.bytes))}
        </p>
      </div>
      <ScrollingTable label="Tables">
        <TableHead
          columns={[
            'Table',
            { number: 'Version' },
            { number: 'Rows' },
            { number: 'Files' },
            { number: 'Size' },
            'Last commit',
            { number: 'Small files' },
            'Compacted',
            { number: 'To vacuum' },
          ]}
        />
        <tbody>
          {shown.map(table => (
            <Row key={table.name} table={table} />
          ))}
        </tbody>
      </ScrollingTable>
      {shown.length === 0 && (
        <Empty title={`No table has "${wanted.value}" in its name.`}>
          Change the text above, or empty it.
        </Empty>
      )}
    </>
  );
}

function Row({ table }: { table: LakeTable }) {
  const { name, version, rows, files, bytes: size, smallFiles, waitingForVacuum, error } = table;
  return (
    <tr>
      <th scope="row">
        <a
          class={`bead ${tierOf(name)}`}
          href={at('/sql') + toHash({ sql: `select * from ${name} limit 100`, versions: {}, limit: null })}
        >
          {name}
        </a>
        {error !== undefined && <p class="trouble-text">{error}</p>}
      </th>
      <td class="number">{version === null ? none : count(version)}</td>
      <td class="number">{count(rows)}</td>
      <td class="number">{count(files)}</td>
      <td class="number">{bytes(size)}</td>
      <td class="nowrap">{moment(table.lastCommit)}</td>
      <td class="number">{count(smallFiles)}</td>
      <td class="nowrap">{moment(table.lastCompaction)}</td>
      <td class="number">{count(waitingForVacuum)}</td>
    </tr>
  );
}

const moment = (at: string | null) => (at === null ? none : ago(at));
