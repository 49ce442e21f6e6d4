import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlTokens } from '../../../console/src/pages/gold/sql-tokens.ts';

test('tokens are the text, whatever it is', () => {
  const unit = fc.constantFrom("'", '"', '-', '/', '*', '{', '}', '%', '\n', ' ', 'a', 'select', '1');
  const text = fc.string({ unit, maxLength: 60 });
  fc.assert(
    fc.property(text, sql => {
      expect(
        sqlTokens(sql)
          .map(token => token.text)
          .join(''),
      ).toBe(sql);
    }),
  );
});

test('keywords, texts, numbers, comments and templates are told apart', () => {
  const kinds = sqlTokens("select 'it''s', 1 -- from\n from {{ source('a', 'b') }}").filter(
    ({ kind }) => kind !== 'plain',
  );
  expect(kinds).toEqual([
    { kind: 'keyword', text: 'select' },
    { kind: 'text', text: "'it''s'" },
    { kind: 'number', text: '1' },
    { kind: 'comment', text: '-- from' },
    { kind: 'keyword', text: 'from' },
    { kind: 'template', text: "{{ source('a', 'b') }}" },
  ]);
});
