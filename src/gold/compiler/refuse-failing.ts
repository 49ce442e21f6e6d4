// Keys and windows that can fail for a row are refused.

import { refuse } from '../../sql-expression/refusal.ts';
import { type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { typeName } from '../../sql-expression/types.ts';
import type { Branch } from './branch.ts';
import { typeIn } from './expressions.ts';
import { failingPart } from './may-fail.ts';

/** A row whose key failed would stop DuckDB's query, and be in no group of ours. */
export function refuseFailing(branch: Branch, name: string, expression: SyntaxNode): void {
  const part = failingPart(branch, expression);
  if (!part) return;
  const cast = textAt(part, 'class') === 'CAST';
  refuse(
    part,
    `the column ${name} is grouped by, and this can fail for a row, which would be in no group`,
    cast ? `coalesce(TRY_CAST(… AS ${typeName(typeIn([branch], part))}), …)` : adviceOf(part),
  );
}

function adviceOf(part: SyntaxNode): string {
  if (textAt(part, 'class') === 'COLUMN_REF') return 'TRY_CAST, and numbers as HUGEINT, where it is computed';
  return textAt(part, 'function_name') === 'strptime'
    ? 'try_strptime'
    : 'its operands as HUGEINT: CAST(… AS HUGEINT)';
}
