// Which rows of a long list are drawn: those in sight, and some around them.

export type RowWindow = { first: number; end: number };

/** Rows drawn beyond each edge, so that a short scroll meets them already there. */
const around = 12;

/** `scrollTop` and `height` in pixels, as is `rowHeight`. The window moves in steps, so that few scrolls redraw. */
export function rowWindow(scrollTop: number, height: number, rowHeight: number, rows: number): RowWindow {
  const step = 4;
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight / step) * step;
  const visible = Math.ceil(height / rowHeight) + step;
  const first = Math.max(0, Math.min(top - around, rows));
  return { first, end: Math.min(rows, top + visible + around) };
}

export type Cell = { row: number; column: number };

/** Where a key leads from a cell (WAI-ARIA's grid pattern); null for a key that does not move. */
export function moved(
  { row, column }: Cell,
  { key, ctrlKey }: { key: string; ctrlKey: boolean },
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Cell | null {
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.min(rows - 1, Math.max(0, nextRow)),
    column: Math.min(columns - 1, Math.max(0, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    case 'Home':
      return ctrlKey ? to(0, 0) : to(row, 0);
    case 'End':
      return ctrlKey ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return null;
  }
}
