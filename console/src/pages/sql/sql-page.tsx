// SQL over the lake and gold: written with completion, run, looked at, charted, kept, shared, and taken along as a file.

import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { answered, api } from '../../api/client.ts';
import { useLive } from '../../live.ts';
import { Empty, Failure, Loading } from '../../parts/failure.tsx';
import { Page } from '../../parts/page.tsx';
import './sql.css';
import type { Editor } from './editor.ts';
import { EditorBox } from './editor-box.tsx';
import { examples } from './examples.ts';
import { forgetHistory, readHistory, remember } from './history.ts';
import { HistoryList } from './history-list.tsx';
import { namedTables } from './named-tables.ts';
import { createQueryRun } from './query-run.ts';
import { Result } from './result.tsx';
import { fromHash, toHash } from './share.ts';
import { TableList } from './table-list.tsx';
import { Versions } from './versions.tsx';

const limits = [100, 1_000, 10_000, 100_000];
const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

export default function SqlPage() {
  const shared = useMemo(() => fromHash(location.hash), []);
  const past = useSignal(useMemo(readHistory, []));
  const sql = useSignal(shared?.sql ?? past.peek()[0]?.sql ?? '');
  const limit = useSignal(shared?.limit ?? 1_000);
  const versions = useSignal(shared?.versions ?? {});
  const told = useSignal('');
  const editor = useRef<Editor | null>(null);
  const { run, ask, cancel } = useMemo(createQueryRun, []);
  const tables = useLive(async signal => (await answered(api.GET('/sql', { signal }))).tables, 60_000);
  useEffect(() => cancel, [cancel]);

  const known = tables.data.value ?? [];
  const named = namedTables(sql.value, known);
  const asked = run.value.kind === 'asked';

  const start = async () => {
    const text = sql.peek();
    if (text.trim() === '') return editor.current?.focus();
    editor.current?.unmark();
    // Only of tables that the query names: the API refuses a version of a table that is not there.
    const wanted = Object.entries(versions.peek()).filter(([name]) =>
      named.some(table => table.name === name),
    );
    const outcome = await ask({ sql: text, limit: limit.peek(), versions: Object.fromEntries(wanted) });
    if (outcome.kind === 'failed') {
      const { line, column, detail } = outcome.error.problem;
      if (line !== undefined && column !== undefined) editor.current?.mark({ line, column }, detail);
    }
    const rows = outcome.kind === 'answered' ? outcome.about.rowCount : null;
    if (outcome.kind === 'answered' || outcome.kind === 'failed')
      past.value = remember({ sql: text, at: new Date().toISOString(), rows });
  };
  const share = async () => {
    history.replaceState(
      history.state,
      '',
      toHash({ sql: sql.peek(), versions: versions.peek(), limit: limit.peek() }),
    );
    const copied = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    );
    told.value = copied
      ? 'The address of this query is copied.'
      : 'The address bar has the address of this query.';
  };
  const choose = (text: string) => {
    editor.current?.setText(text);
    editor.current?.focus();
  };

  return (
    <Page
      title="SQL"
      lead="One SELECT of DuckDB's SQL over bronze, silver, quarantine and gold. It reads, and changes nothing."
    >
      <div class="sql">
        <aside class="sql-side" aria-label="Tables and history">
          <details open={matchMedia('(min-width: 60rem)').matches}>
            <summary>Tables</summary>
            {tables.error.value && <Failure error={tables.error.value} retry={tables.refresh} />}
            {tables.data.value === null && tables.error.value === null && <Loading what="tables" />}
            <TableList tables={known} insert={text => editor.current?.insert(text)} />
          </details>
          <details>
            <summary>History</summary>
            <HistoryList
              entries={past.value}
              choose={choose}
              forget={() => {
                past.value = forgetHistory();
              }}
            />
          </details>
        </aside>
        <div class="sql-main">
          <EditorBox
            text={sql.peek()}
            tables={known}
            changed={text => {
              sql.value = text;
              told.value = '';
            }}
            run={() => void start()}
            cancel={cancel}
            ready={made => {
              editor.current = made;
            }}
          />
          <div class="sql-bar">
            {asked ? (
              <button type="button" class="danger" onClick={cancel}>
                Cancel
              </button>
            ) : (
              <button type="button" class="primary" onClick={() => void start()}>
                Run
              </button>
            )}
            <kbd class="quiet small">{isMac ? '⌘' : 'Ctrl'} + Enter</kbd>
            <label class="limit">
              At most{' '}
              <select
                value={limit.value}
                onChange={({ currentTarget }) => {
                  limit.value = Number(currentTarget.value);
                }}
              >
                {[...new Set([...limits, limit.value])].map(most => (
                  <option key={most} value={most}>
                    {most.toLocaleString('en-GB')} rows
                  </option>
                ))}
              </select>
            </label>
            <button type="button" onClick={() => void share()}>
              Share
            </button>
            <span role="status" class="quiet small">
              {told.value}
            </span>
          </div>
          <Versions
            tables={named}
            versions={versions.value}
            change={next => {
              versions.value = next;
            }}
          />
          {run.value.kind === 'none' && (
            <Empty title="Nothing asked yet.">
              <p>Write a query and run it, or begin with one of these:</p>
              <ul class="examples">
                {examples(known).map(({ what, text }) => (
                  <li key={what}>
                    <button type="button" class="plain" onClick={() => choose(text)}>
                      {what}
                    </button>
                  </li>
                ))}
              </ul>
            </Empty>
          )}
          <Result run={run.value} goTo={place => editor.current?.goTo(place)} />
        </div>
      </div>
    </Page>
  );
}
