// Splits the shape of a SQL text (its literals lifted) into tokens.
import { PLACEHOLDER, unquote } from './lift.ts';

export type Token = {
  kind: 'name' | 'parameter' | 'string' | 'number' | 'literal' | 'punctuation' | 'end';
  text: string;
  /** Upper case of a name, to compare keywords with. */
  upper: string;
};

const TOKEN =
  /\s+|--[^\n]*|([\p{L}_$][\p{L}\p{N}_$]*)|(@[\p{L}\p{N}_]+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(<=|>=|!=|<>|\|\||\?\?|[-+*/%(){}[\],.:?<>=&|^~])/uy;

/** @throws SyntaxError at a character that starts no token. */
export function tokenize(shape: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < shape.length) {
    if (shape[at] === PLACEHOLDER) {
      tokens.push({ kind: 'literal', text: 'literal', upper: '' });
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(shape);
    if (match === null) throw new SyntaxError(`Syntax error, incorrect syntax near '${shape[at]}'.`);
    const token = tokenOf(match);
    if (token !== undefined) tokens.push(token);
    at = TOKEN.lastIndex;
  }
  tokens.push({ kind: 'end', text: 'end of query', upper: '' });
  return tokens;
}

function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, name, parameter, string, number, punctuation] = match;
  if (name !== undefined) return { kind: 'name', text: name, upper: name.toUpperCase() };
  if (parameter !== undefined) return { kind: 'parameter', text: parameter, upper: '' };
  if (string !== undefined) return { kind: 'string', text: unquote(string), upper: '' };
  if (number !== undefined) return { kind: 'number', text: number, upper: '' };
  if (punctuation !== undefined) return { kind: 'punctuation', text: punctuation, upper: '' };
  return undefined;
}
