// Conditions. In a rule, {kind} stands for any expression of that kind.

import type { Grammar } from './grammar.ts';

export const conditions = {
  bool: {
    leaves: ['b', 'true', 'NULL::BOOLEAN', 'i > 0', "s = 'a'", 'd IS NULL'],
    rules: [
      '({bool} AND {bool})',
      '({bool} OR {bool} OR {bool})',
      '(NOT {bool})',
      '({num} {compare} {num})',
      '({text} {compare} {text})',
      '({day} {compare} {time})',
      '({time} {compare} {time})',
      '(iv {compare} {interval})',
      '(ls {compare} ls)',
      '({num} IN ({num}, {int}, 3))',
      "({text} NOT IN ({text}, 'a', NULL))",
      '({num} BETWEEN {num} AND {num})',
      '({text} IS NULL)',
      '({num} IS NOT NULL)',
      '({num} IS DISTINCT FROM {num})',
      '({text} LIKE {pattern})',
      '({text} NOT ILIKE {pattern})',
      'starts_with({text}, {text})',
      'ends_with({text}, {text})',
      'contains({text}, {text})',
      'regexp_matches({text}, {regex})',
      "regexp_full_match({text}, {regex}, 'i')",
      'list_contains({list}, {int})',
      '({list} {compare} {list})',
      '({int} IN ls)',
      "({text} LIKE 'a!%_' ESCAPE '!')",
      'CAST({num} AS BOOLEAN)',
      'isnan({double})',
      'isfinite({time})',
    ],
  },
  compare: { leaves: ['=', '<>', '<', '<=', '>', '>='], rules: [] },
} satisfies Grammar;
