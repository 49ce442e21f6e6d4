import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './compiler.ts';

const page = readFileSync(join(root, 'docs', 'cost.md'), 'utf8');
const sections = page
  .split('\n## ')
  .filter(section => section.includes('| arithmetic |'))
  .map(section => ({ title: section.split('\n')[0] ?? '', rows: rowsOf(section) }));

type Row = { what: string; arithmetic: string; dollars: number };

function rowsOf(section: string): Row[] {
  return section
    .split('\n')
    .filter(line => line.startsWith('|') && !/^\|(---| what )/.test(line))
    .map(line => {
      const [, what = '', arithmetic = '', , dollars = ''] = line.split('|').map(cell => cell.trim());
      return { what, arithmetic, dollars: Number(dollars.replace(/[*,]/g, '')) };
    });
}

/** Products of sums are not needed: `a × b / c + d`. */
function evaluate(arithmetic: string): number {
  const terms = arithmetic.replaceAll(',', '').split('+');
  return terms.reduce((sum, term) => sum + product(term), 0);
}

function product(term: string): number {
  const [first = '', ...rest] = term.trim().split(/ (?=[×/])/);
  return rest.reduce(
    (value, factor) =>
      factor.startsWith('/') ? value / Number(factor.slice(1)) : value * Number(factor.slice(1)),
    Number(first),
  );
}

describe.each(sections)('$title', ({ rows }) => {
  const [total, ...items] = [...rows].reverse();

  test('every row is the product that it says', () => {
    for (const { what, arithmetic, dollars } of items)
      expect({ what, dollars: Math.round(evaluate(arithmetic)) }).toEqual({ what, dollars });
  });

  test('the total is the sum of the rows', () => {
    expect(total?.dollars).toBe(items.reduce((sum, { dollars }) => sum + dollars, 0));
  });
});

test('both sizes are on the page', () => {
  expect(sections).toHaveLength(2);
});
