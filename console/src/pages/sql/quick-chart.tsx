// A chart of an answer: columns are chosen, and the chart says what it leaves out.

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { SeriesChart } from '../../parts/series-chart.tsx';
import { isNumeric } from './cell-text.ts';
import { type Choice, chartData, firstChoice } from './chart-data.ts';
import type { Column, Row } from './row-splitter.ts';

export function QuickChart({ columns, rows }: { columns: readonly Column[]; rows: readonly Row[] }) {
  const choice = useSignal(firstChoice(columns));
  const chosen = choice.value;
  const data = useMemo(() => chosen && chartData(columns, rows, chosen), [columns, rows, chosen]);
  if (!chosen || !data)
    return (
      <p class="quiet">
        A chart needs a column of numbers and one more: select, say, a time or a name beside it.
      </p>
    );
  const change = (part: Partial<Choice>) => {
    choice.value = { ...chosen, ...part };
  };
  const all = columns.map((_, i) => i);
  const numbers = all.filter(i => columns[i] && isNumeric(columns[i]));
  return (
    <div class="stack wide">
      <div class="choices">
        <Choose
          name="Along"
          columns={columns}
          from={all}
          value={chosen.x}
          change={x => change({ x: x ?? 0 })}
        />
        <Choose
          name="Value"
          columns={columns}
          from={numbers}
          value={chosen.y}
          change={y => change({ y: y ?? 0 })}
        />
        <Choose
          name="A line for each"
          columns={columns}
          from={all.filter(i => i !== chosen.x && i !== chosen.y)}
          value={chosen.by}
          change={by => change({ by })}
          optional
        />
      </div>
      <SeriesChart {...data} utc label={`${columns[chosen.y]?.name} along ${columns[chosen.x]?.name}`} />
      {data.left && <p class="quiet small">Of this answer {data.left}.</p>}
    </div>
  );
}

type ChooseProps = {
  name: string;
  columns: readonly Column[];
  from: readonly number[];
  value: number | null;
  change: (index: number | null) => void;
  optional?: boolean;
};

function Choose({ name, columns, from, value, change, optional = false }: ChooseProps) {
  return (
    <label class="field">
      {name}
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          change(currentTarget.value === '' ? null : Number(currentTarget.value))
        }
      >
        {optional && <option value="">nothing: one line</option>}
        {from.map(i => (
          <option key={i} value={i}>
            {columns[i]?.name}
          </option>
        ))}
      </select>
    </label>
  );
}
