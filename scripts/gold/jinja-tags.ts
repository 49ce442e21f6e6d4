// Tags of a Jinja template, and where they stand.

export type Tag = { open: '{{' | '{%' | '{#'; start: number; end: number; inner: string };

/** In order. Throws an Error with the place of a tag that is not closed. */
export function tagsOf(template: string): Tag[] {
  const tags: Tag[] = [];
  const opening = /\{\{|\{%|\{#/g;
  for (let found = opening.exec(template); found; found = opening.exec(template)) {
    const open = found[0] as Tag['open'];
    const start = found.index;
    const end =
      open === '{{' ? expressionEnd(template, start + 2) : template.indexOf(closings[open], start + 2);
    if (end < 0)
      throw new Error(`${placeIn(template, start)}: ${open} is never closed; write ${closings[open]}`);
    tags.push({ open, start, end: end + 2, inner: template.slice(start + 2, end) });
    opening.lastIndex = end + 2;
  }
  return tags;
}

const closings = { '{{': '}}', '{%': '%}', '{#': '#}' };

/** Where `}}` closes the tag, and not a dict in a dict; −1 when nowhere. */
function expressionEnd(template: string, from: number): number {
  let depth = 0;
  for (let i = from; i < template.length; i += 1) {
    const character = template[i];
    if (character === "'" || character === '"') i = textEnd(template, i);
    else if (character === '{') depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === '}' && template[i + 1] === '}') return i;
  }
  return -1;
}

function textEnd(template: string, from: number): number {
  for (let i = from + 1; i < template.length; i += 1) {
    if (template[i] === '\\') i += 1;
    else if (template[i] === template[from]) return i;
  }
  return template.length;
}

/** `line 2, column 5`, both counted from 1. */
export function placeIn(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** nunjucks takes `}}` for the end of the tag wherever it stands: braces of dicts are kept apart. */
export function withBracesApart(inner: string): string {
  let apart = '';
  for (let i = 0; i < inner.length; i += 1) {
    const character = inner[i] ?? '';
    if (character === "'" || character === '"') {
      const end = textEnd(inner, i);
      apart += inner.slice(i, end + 1);
      i = end;
    } else apart += character === '}' ? '} ' : character;
  }
  return apart;
}
