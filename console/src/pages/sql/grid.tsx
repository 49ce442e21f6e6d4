// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
// The rows of an answer: a grid that draws only what is in sight, so that 100,000 rows scroll as ten do. WAI-ARIA's grid
// pattern: arrows move, Enter shows a whole value, Ctrl+C copies it.

import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { cellText, columnWidths, isNumeric, wholeText } from './cell-text.ts';
import type { Column, Row } from './row-splitter.ts';
import { ValueDialog } from './value-dialog.tsx';
import { type Cell, moved, rowWindow } from './window.ts';

type GridProps = {
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** Rows that are there: the list grows while an answer comes. */
  count: number;
};

const rowHeightRem = 1.75;

export function Grid({ label, columns, rows, count }: GridProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const rowHeight = useMemo(() => rowHeightRem * rootFontSize(), []);
  const sight = useSignal({ first: 0, end: 0 });
  const active = useSignal<Cell>({ row: 0, column: 0 });
  const opened = useSignal<Cell | null>(null);
  const sampled = Math.min(count, 200);
  const widths = useMemo(() => columnWidths(columns, rows), [columns, sampled]);

  const look = () => {
    if (!box.current) return;
    const next = rowWindow(box.current.scrollTop, box.current.clientHeight, rowHeight, count);
    const { first, end } = sight.peek();
    if (next.first !== first || next.end !== end) sight.value = next;
  };
  useLayoutEffect(look, [count]);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(look);
    watch.observe(box.current);
    return () => watch.disconnect();
  });

  const goTo = (cell: Cell) => {
    active.value = cell;
    const element = box.current;
    if (!element) return;
    const top = cell.row * rowHeight;
    const room = element.clientHeight - 2 * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top > element.scrollTop + room) element.scrollTop = top - room;
    look();
    requestAnimationFrame(() =>
      document.getElementById(cellId(id, cell))?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
  };
  const keyDown = (event: KeyboardEvent) => {
    if (count === 0) return;
    const cell = active.peek();
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = moved(cell, event, { rows: count, columns: columns.length, page });
    if (next) goTo(next);
    else if (event.key === 'Enter') opened.value = cell;
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && String(getSelection()) === '')
      void navigator.clipboard?.writeText(wholeText(rows[cell.row]?.[cell.column]));
    else return;
    event.preventDefault();
  };

  const { first, end } = sight.value;
  const template = `calc(${String(count).length}ch + 1rem) ${widths.map(width => `calc(${width}ch + 1.2rem)`).join(' ')}`;
  return (
    <>
      <div
        ref={box}
        class="grid"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={count > 0 ? cellId(id, active.value) : undefined}
        aria-readonly="true"
        style={{ '--columns': template, '--height': `calc(${(count + 1) * rowHeightRem}rem + 1.5rem)` }}
        onScroll={look}
        onKeyDown={keyDown}
      >
        <div role="rowgroup" class="grid-head">
          <div role="row" class="grid-row" aria-rowindex={1}>
            <div role="columnheader" class="grid-number" aria-colindex={1}>
              <span class="unseen">Row</span>
            </div>
            {columns.map((column, i) => (
              <div
                key={column.name}
                role="columnheader"
                aria-colindex={i + 2}
                class={isNumeric(column) ? 'number' : ''}
                title={`${column.name} ${column.type}`}
              >
                {column.name}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" class="grid-body" style={{ height: `${count * rowHeight}px` }}>
          {rows.slice(first, end).map((row, i) => (
            <div
              key={first + i}
              role="row"
              class="grid-row"
              aria-rowindex={first + i + 2}
              style={{ top: `${(first + i) * rowHeight}px` }}
            >
              <div role="rowheader" class="grid-number" aria-colindex={1}>
                {first + i + 1}
              </div>
              {columns.map((column, c) => {
                const cell = { row: first + i, column: c };
                const value = row[c];
                const here = active.value.row === cell.row && active.value.column === c;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, for its active cell.
                  <div
                    key={column.name}
                    id={cellId(id, cell)}
                    role="gridcell"
                    aria-colindex={c + 2}
                    aria-selected={here}
                    class={classes(isNumeric(column) && 'number', value === null && 'null', here && 'active')}
                    onClick={() => {
                      active.value = cell;
                    }}
                    onDblClick={() => {
                      opened.value = cell;
                    }}
                  >
                    {cellText(value)}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
      {opened.value && (
        <ValueDialog
          name={columns[opened.value.column]?.name ?? ''}
          value={rows[opened.value.row]?.[opened.value.column]}
          close={() => {
            opened.value = null;
            box.current?.focus();
          }}
        />
      )}
    </>
  );
}

const cellId = (grid: string, { row, column }: Cell) => `${grid}-${row}-${column}`;
const classes = (...names: (string | false)[]) => names.filter(Boolean).join(' ');
const rootFontSize = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
