// One key of a model, live: how fresh it is, a chart and a table that change by themselves.

import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ApiError } from '../../api.ts';
import { count, dateTime, duration } from '../../format.ts';
import { Empty, Failure, Loading } from '../../parts/failure.tsx';
import { SeriesChart } from '../../parts/series-chart.tsx';
import type { Chosen } from './key-form.tsx';
import { chartColumns, goldChart, type Seen } from './live-chart-data.ts';
import { inOrder, type LiveRows } from './live-rows.ts';
import type { GoldModel } from './models-page.tsx';
import { useChanges } from './use-changes.ts';
import type { Connection } from './watch-changes.ts';

/** Moments of one row that are kept while it is watched. */
const mostSeen = 600;

export function LiveAnswer({ model, chosen }: { model: GoldModel; chosen: Chosen }) {
  const query = new URLSearchParams(chosen.key);
  if (chosen.grain) query.set('grain', chosen.grain);
  const { rows, connection, error } = useChanges(`/gold/${model.name}/changes?${query}`, model.window);
  const seen = useRef<Seen[]>([]);
  const drawn = chartColumns(model.columns, model.trailing);
  const column = useSignal(drawn[0] ?? '');
  const now = rows.value;
  useEffect(() => {
    seen.current = [];
  }, [String(query)]);
  const chart = useComputed(() => {
    if (!rows.value) return null;
    const [only] = rows.value.rows.values();
    if (rows.value.rows.size === 1 && only)
      seen.current = [...seen.current, { atMs: Date.now(), row: only }].slice(-mostSeen);
    return rows.value;
  });

  if (connection.value === 'ended' && error.value) return <Failure error={error.value} />;
  if (!now) return error.value ? <Failure error={error.value} /> : <Loading what="rows" />;
  return (
    <section class="panel" aria-label="Rows of the key, live">
      <Freshness rows={now} connection={connection.value} error={error.value} />
      {now.rows.size === 0 ? (
        <Empty title="Nothing is known of this key.">
          <p>
            {model.window === null
              ? 'No event has been folded for it.'
              : 'No event has been folded for it in these windows: wider ones reach back further.'}{' '}
            It shows here by itself when one is.
          </p>
        </Empty>
      ) : (
        <>
          {drawn.length > 0 && chart.value && (
            <>
              <label class="field chart-column">
                Chart of
                <select
                  value={column.value}
                  onChange={({ currentTarget }) => {
                    column.value = currentTarget.value;
                  }}
                >
                  {drawn.map(name => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <SeriesChart
                {...goldChart(chart.value, model.window, column.value, seen.current)}
                gaps
                label={`${column.value} of ${Object.values(chosen.key).join(', ')}`}
              />
            </>
          )}
          {now.rows.size === 1 && (
            <p class="quiet small">There is one row: the line is how it was since this view was opened.</p>
          )}
          <LiveTable model={model} rows={now} />
        </>
      )}
    </section>
  );
}

type FreshnessProps = { rows: LiveRows; connection: Connection; error: ApiError | null };

function Freshness({ rows: { foldedAt, version, watermark }, connection, error }: FreshnessProps) {
  const nowMs = useClock();
  const isLive = connection === 'live';
  const events = Object.keys(watermark).length;
  return (
    <dl class="facts">
      <div>
        <dt>Connection</dt>
        <dd>
          <span class={`state ${isLive ? 'ok' : 'attention'}`}>{isLive ? 'live' : 'connecting again'}</span>
        </dd>
        {!isLive && error && <p class="quiet small">{error.problem.detail}</p>}
      </div>
      <div>
        <dt>Newest event folded</dt>
        <dd title={foldedAt ?? undefined}>
          {foldedAt === null ? 'none yet' : `${duration((nowMs - Date.parse(foldedAt)) / 1_000)} ago`}
        </dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>{version}</dd>
      </div>
      <div>
        <dt>Watermark</dt>
        <dd title={JSON.stringify(watermark)}>
          {events === 1 ? '1 partition' : `${count(events)} partitions`}
        </dd>
      </div>
    </dl>
  );
}

/** The time, once a second while somebody looks. */
function useClock(): number {
  const nowMs = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) nowMs.value = Date.now();
    }, 1_000);
    return () => clearInterval(timer);
  }, [nowMs]);
  return nowMs.value;
}

/** A page shows so many; SQL shows all. */
const mostRows = 200;

function LiveTable({ model, rows }: { model: GoldModel; rows: LiveRows }) {
  const ordered = inOrder(rows, model.window);
  const newestFirst = model.window === null ? ordered : ordered.reverse();
  const names = Object.keys(newestFirst[0]?.[1] ?? {});
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="scroll live-table" tabIndex={0} aria-label="Rows">
        <table class="data">
          <thead>
            <tr>
              {names.map(name => (
                <th key={name} scope="col" class={isText(rows, name) ? '' : 'number'}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {newestFirst.slice(0, mostRows).map(([id, row]) => (
              <tr key={id} class={rows.changed.has(id) ? 'changed' : ''}>
                {names.map(name => (
                  <td key={name} class={isText(rows, name) ? '' : 'number'}>
                    {name === model.window ? dateTime(String(row[name])) : shown(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {newestFirst.length > mostRows && (
        <p class="quiet small">
          The first {mostRows} of {count(newestFirst.length)} rows.
        </p>
      )}
    </>
  );
}

function isText({ rows }: LiveRows, name: string): boolean {
  const [first] = rows.values();
  return typeof first?.[name] !== 'number';
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 4 });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
