// Reads a JSON answer of POST /api/sql as it comes: `{"columns":[…],"rows":[{…},…],"rowCount":…}`. Rows are parsed with each
// piece of text, so that no long answer holds the page up, and numbers that a double would round stay text.

export type Column = { name: string; type: string };
export type Value = unknown;
/** Values in the order of the columns. */
export type Row = readonly Value[];

/** What an answer says beside its rows. */
export type About = {
  rowCount: number;
  truncated: boolean;
  /** The version that was read, or all of them; for gold when it was folded. */
  tables: Record<string, number | number[] | string | null>;
  filesRead: number;
  filesPruned: number;
  elapsedMs: number;
};

export type RowSplitter = {
  /** The rows that are whole with this text. Throws a SyntaxError when it is no such answer. */
  push(text: string): Row[];
  /** Null until the head has come. */
  columns(): readonly Column[] | null;
  /** Once all text has been pushed. Throws when the answer broke off. */
  end(): About;
};

const quote = 34;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

export function createRowSplitter(): RowSplitter {
  let part: 'head' | 'rows' | 'tail' = 'head';
  let text = '';
  /** How far the text is scanned, and the state there. */
  let at = 0;
  let depth = 0;
  let inText = false;
  let columns: Column[] | null = null;

  /** Moves on to the end of the list that `depth` is at, or to the end of the text; says where the last whole item ended. */
  function scanRows(): { wholeTo: number; closed: boolean } {
    let wholeTo = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inText) {
        if (code === backslash) at++;
        else if (code === quote) inText = false;
      } else if (code === quote) inText = true;
      else if (code === openBrace || code === openBracket) depth++;
      else if (code === closeBrace || code === closeBracket) {
        if (depth === 0) return { wholeTo: at, closed: true };
        depth--;
        if (depth === 0) wholeTo = at + 1;
      }
    }
    return { wholeTo, closed: false };
  }

  function readHead(): void {
    const [head] = /^\{"columns":\[.*?\],"rows":\s*\[/s.exec(text) ?? [];
    if (head === undefined) return;
    ({ columns } = JSON.parse(`${head}]}`) as { columns: Column[] });
    text = text.slice(head.length);
    part = 'rows';
  }

  function readRows(names: readonly Column[]): Row[] {
    const { wholeTo, closed } = scanRows();
    const rows = parseObjects(text.slice(0, wholeTo));
    text = text.slice(closed ? wholeTo + 1 : wholeTo);
    at -= wholeTo;
    if (closed) part = 'tail';
    return rows.map(row => names.map(({ name }) => row[name] ?? null));
  }

  return {
    push: piece => {
      text += piece;
      if (part === 'head') readHead();
      return part === 'rows' && columns ? readRows(columns) : [];
    },
    columns: () => columns,
    end: () => {
      if (part !== 'tail') throw new SyntaxError('the answer broke off');
      return JSON.parse(`{${text.replace(/^\s*,/, '')}`) as About;
    },
  };
}

/** `{…},{…}`, perhaps after the comma that ended the text before. */
function parseObjects(text: string): Record<string, Value>[] {
  const list = `[${text.replace(/^\s*,/, '')}]`;
  return /\d[\d.]{15}/.test(list) ? JSON.parse(list, exact) : JSON.parse(list);
}

/** A number that reads otherwise than it was written stays as it was written. */
function exact(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || source.length < 16) return value;
  return String(value) === source ? value : source;
}
