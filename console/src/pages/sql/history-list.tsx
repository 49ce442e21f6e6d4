// What was asked in this browser before.

import { counted, dateTime } from '../../format.ts';
import type { Remembered } from './history.ts';

type HistoryListProps = { entries: readonly Remembered[]; choose: (sql: string) => void; forget: () => void };

export function HistoryList({ entries, choose, forget }: HistoryListProps) {
  if (entries.length === 0)
    return <p class="quiet">Queries that you run are kept here, in this browser only.</p>;
  return (
    <div class="stack">
      <ol class="history">
        {entries.map(({ sql, at, rows }) => (
          <li key={sql}>
            <button type="button" onClick={() => choose(sql)}>
              <code>{sql.length > 240 ? `${sql.slice(0, 240)}…` : sql}</code>
              <span class="quiet">
                {dateTime(at)} · {rows === null ? 'no answer' : counted(rows, 'row')}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="plain" onClick={forget}>
        Forget all of them
      </button>
    </div>
  );
}
