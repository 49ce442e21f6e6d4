// A cursor over tokens: what both parsers (expressions, queries) look ahead and step with.
import type { Token } from './tokens.ts';

export class TokenReader {
  private readonly tokens: Token[];
  private at = 0;
  private literals = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  get current(): Token {
    return this.tokens[this.at] as Token;
  }

  get next(): Token | undefined {
    return this.tokens[this.at + 1];
  }

  advance(): Token {
    const token = this.current;
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  /** The index of the lifted literal that stands here. */
  literal(): number {
    this.advance();
    this.literals += 1;
    return this.literals - 1;
  }

  isKeyword(word: string): boolean {
    return this.current.kind === 'name' && this.current.upper === word;
  }

  takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.advance();
    return true;
  }

  expectKeyword(word: string): void {
    if (!this.takeKeyword(word)) throw this.error();
  }

  is(punctuation: string): boolean {
    return this.current.kind === 'punctuation' && this.current.text === punctuation;
  }

  take(punctuation: string): boolean {
    if (!this.is(punctuation)) return false;
    this.advance();
    return true;
  }

  expect(punctuation: string): void {
    if (!this.take(punctuation)) throw this.error();
  }

  name(): string {
    if (this.current.kind !== 'name') throw this.error();
    return this.advance().text;
  }

  error(): SyntaxError {
    return new SyntaxError(`Syntax error, incorrect syntax near '${this.current.text}'.`);
  }
}
