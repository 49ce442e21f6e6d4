// What became of a query: its rows as a grid or a chart, what was read for them, and the same rows as a file.

import { useSignal } from '@preact/signals';
import type { ApiError } from '../../api.ts';
import { count, counted, duration } from '../../format.ts';
import { asApiError } from '../../live.ts';
import { Failure } from '../../parts/failure.tsx';
import { saveFile } from '../../save-file.ts';
import { Grid } from './grid.tsx';
import { type FileFormat, fileOf, type Run } from './query-run.ts';
import { QuickChart } from './quick-chart.tsx';

type ResultProps = { run: Run; goTo: (place: { line: number; column: number }) => void };

export function Result({ run, goTo }: ResultProps) {
  switch (run.kind) {
    case 'none':
      return null;
    case 'asked':
      return (
        <section aria-label="Answer" class="panel">
          <p role="status" class="quiet">
            {run.count === 0 ? 'Asked …' : `${count(run.count)} rows so far …`}
          </p>
          {run.count > 0 && <Grid label="Rows so far" {...run} />}
        </section>
      );
    case 'cancelled':
      return <p role="status">Cancelled: the query was stopped.</p>;
    case 'failed':
      return <Wrong error={run.error} goTo={goTo} />;
    case 'answered':
      return <Answered run={run} />;
  }
}

function Wrong({ error, goTo }: { error: ApiError; goTo: ResultProps['goTo'] }) {
  const { line, column } = error.problem;
  return (
    <div class="stack">
      <Failure error={error} />
      {line !== undefined && column !== undefined && (
        <button type="button" onClick={() => goTo({ line, column })}>
          Go to line {line}, column {column}
        </button>
      )}
    </div>
  );
}

function Answered({ run }: { run: Extract<Run, { kind: 'answered' }> }) {
  const view = useSignal<'rows' | 'chart'>('rows');
  const { columns, rows, about, question } = run;
  return (
    <section aria-label="Answer" class="panel">
      <div class="panel-head answer-head">
        <p role="status">
          <strong>{counted(about.rowCount, 'row')}</strong>
          {about.truncated && ' and more: raise the limit'} in {duration(about.elapsedMs / 1_000)}
        </p>
        <fieldset class="segments">
          <legend class="unseen">Show as</legend>
          {(['rows', 'chart'] as const).map(name => (
            <label key={name}>
              <input
                type="radio"
                name="answer-view"
                checked={view.value === name}
                onChange={() => {
                  view.value = name;
                }}
              />
              <span>{name === 'rows' ? 'Rows' : 'Chart'}</span>
            </label>
          ))}
        </fieldset>
        <Downloads run={run} />
      </div>
      {view.value === 'chart' ? (
        <QuickChart key={question.sql} columns={columns} rows={rows} />
      ) : rows.length === 0 ? (
        <p class="quiet">No rows: nothing meets the query's conditions.</p>
      ) : (
        <Grid label="Rows of the answer" columns={columns} rows={rows} count={rows.length} />
      )}
      <p class="quiet small">{readText(about)}</p>
    </section>
  );
}

function readText({ tables, filesRead, filesPruned }: Extract<Run, { kind: 'answered' }>['about']): string {
  const names = Object.entries(tables).map(([name, read]) => {
    if (typeof read === 'string') return `${name} as folded at ${read}`;
    return read === null ? name : `${name} version ${[read].flat().join(' and ')}`;
  });
  const pruned = filesPruned > 0 ? `, ${counted(filesPruned, 'file')} needed no look` : '';
  return names.length === 0
    ? 'No table was read.'
    : `Read ${names.join(', ')}: ${counted(filesRead, 'file')}${pruned}.`;
}

function Downloads({ run }: { run: Extract<Run, { kind: 'answered' }> }) {
  const busy = useSignal<AbortController | null>(null);
  const error = useSignal<ApiError | null>(null);
  const download = async (format: FileFormat) => {
    const aborter = new AbortController();
    busy.value = aborter;
    error.value = null;
    try {
      saveFile(await fileOf(run.question, run.about, format, aborter.signal), `assay-query.${format}`);
    } catch (caught) {
      if (!aborter.signal.aborted) error.value = asApiError(caught);
    } finally {
      busy.value = null;
    }
  };
  return (
    <div class="actions">
      {busy.value ? (
        <button type="button" onClick={() => busy.value?.abort()}>
          Cancel the download
        </button>
      ) : (
        (['csv', 'parquet'] as const).map(format => (
          <button type="button" key={format} onClick={() => void download(format)}>
            {format === 'csv' ? 'CSV' : 'Parquet'}
            <span class="unseen"> of these rows</span>
          </button>
        ))
      )}
      {error.value && <Failure error={error.value} />}
    </div>
  );
}
