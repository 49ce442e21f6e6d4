// Lifts the literals out of SQL text, so that texts that differ only in literals share one compiled form. A number
// or string becomes a placeholder character; names in brackets (`c.w["pos-0"]`) and object keys stay in the shape.

export const PLACEHOLDER = '\u0001';

export type Lifted = { shape: string; literals: unknown[] };

/** @throws SyntaxError on an unterminated string or a control character. */
export function liftLiterals(text: string): Lifted {
  const literals: unknown[] = [];
  let shape = '';
  let copied = 0;
  let before = 0; // the last character that was not a space
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code <= 32) {
      if (code === 1) throw new SyntaxError('Syntax error: control character in the query.');
      at += 1;
      continue;
    }
    const quoted = code === 34 || code === 39;
    if (!quoted && !(isDigit(code) && !continuesWord(text, at))) {
      before = code;
      at += 1;
      continue;
    }
    const end = quoted ? endOfString(text, at, code) : endOfNumber(text, at);
    const bracketed = before === 91;
    if (!bracketed && !(quoted && isObjectKey(text, end))) {
      literals.push(quoted ? unquote(text.slice(at, end)) : Number(text.slice(at, end)));
      shape += text.slice(copied, at) + PLACEHOLDER;
      copied = end;
    }
    before = 0;
    at = end;
  }
  return { shape: shape + text.slice(copied), literals };
}

/** The text that a quoted SQL string stands for: JSON's escapes, with either quote. */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_all, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether the digit at `at` belongs to a name, a parameter or a number such as `.5`. */
function continuesWord(text: string, at: number): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  return (
    isDigit(code) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 36 ||
    code === 64 ||
    code === 46 ||
    code > 127
  );
}

function endOfString(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === quote) return at + 1;
  }
  throw new SyntaxError('Syntax error: unterminated string in the query.');
}

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function endOfNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  NUMBER.test(text);
  return NUMBER.lastIndex;
}

function isObjectKey(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text.charCodeAt(at) === 58;
}
