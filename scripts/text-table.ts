// Rows as a table for people: columns aligned, numbers to the right, long values cut.

type Column = { name: string; type: string };

const maxWidth = 60;
const numeric = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/;

export function formatTable(columns: readonly Column[], rows: readonly Record<string, unknown>[]): string {
  const cells = rows.map(row => columns.map(({ name }) => cellText(row[name])));
  const widths = columns.map(({ name }, i) =>
    Math.max(widthOf(name), ...cells.map(row => widthOf(row[i] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, numeric.test(columns[i]?.type ?? '')))
      .join('  ')
      .trimEnd();
  const rule = widths.map(width => '─'.repeat(width)).join('  ');
  return `${[line(columns.map(({ name }) => name)), rule, ...cells.map(line)].join('\n')}\n`;
}

/** Null is shown as a dot, so that it differs from the empty text. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '·';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.replace(/\p{Cc}/gu, ' ');
  return widthOf(shown) > maxWidth ? `${[...shown].slice(0, maxWidth - 1).join('')}…` : shown;
}

const widthOf = (text: string): number => [...text].length;

function pad(text: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return toTheRight ? space + text : text + space;
}
