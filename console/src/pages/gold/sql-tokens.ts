// SQL and its Jinja, cut into what is coloured alike: enough to read by, and far lighter than an editor.

export type Token = { kind: 'keyword' | 'text' | 'number' | 'comment' | 'template' | 'plain'; text: string };

const keywords = new Set(
  `all and any as asc between by case cast cross desc distinct else end except exists false filter from full group having in
  inner interval is join last lateral left like limit not null on or order outer over partition right select then true union
  unnest using when where window with`.split(/\s+/),
);

const pattern =
  /(?<template>\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})|(?<comment>--[^\n]*|\/\*.*?\*\/)|(?<text>'(?:[^']|'')*')|(?<number>\b\d[\d_.]*\b)|(?<word>[A-Za-z_]\w*)|(?:"[^"]*"|\s+|.)/gs;

/** Together they are the text. */
export function sqlTokens(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: text, groups = {} } of sql.matchAll(pattern)) {
    const kind = kindOf(text, groups);
    const last = tokens.at(-1);
    if (last && last.kind === kind) last.text += text;
    else tokens.push({ kind, text });
  }
  return tokens;
}

function kindOf(text: string, groups: Record<string, string | undefined>): Token['kind'] {
  if (groups.template !== undefined) return 'template';
  if (groups.comment !== undefined) return 'comment';
  if (groups.text !== undefined) return 'text';
  if (groups.number !== undefined) return 'number';
  return groups.word !== undefined && keywords.has(text.toLowerCase()) ? 'keyword' : 'plain';
}
