// Finds, in the conjunction of a WHERE, what a path is required to equal: so that a query on the partition key or
// the id looks only where its answers can be.
import { type Compiled, compile, type Frame } from './compile.ts';
import type { Expression } from './syntax.ts';

/** The values that `path` must equal one of, or undefined when WHERE does not say. */
export function requiredValues(
  where: Expression | undefined,
  path: readonly string[],
  frame: Frame,
): unknown[] | undefined {
  if (where === undefined) return undefined;
  if (where.kind === 'binary' && where.operator === 'AND') {
    return requiredValues(where.left, path, frame) ?? requiredValues(where.right, path, frame);
  }
  if (where.kind === 'binary' && where.operator === '=') {
    if (isPath(where.left, path)) return constants([where.right], frame);
    if (isPath(where.right, path)) return constants([where.left], frame);
  }
  if (where.kind === 'in' && isPath(where.value, path)) return constants(where.list, frame);
  return undefined;
}

function isPath(expression: Expression, path: readonly string[]): boolean {
  return (
    expression.kind === 'path' &&
    expression.steps.length === path.length &&
    expression.steps.every((step, index) => step === path[index])
  );
}

function constants(expressions: readonly Expression[], frame: Frame): unknown[] | undefined {
  const compiled: Compiled[] = [];
  for (const expression of expressions) {
    if (!['literal', 'constant', 'parameter'].includes(expression.kind)) return undefined;
    compiled.push(compile(expression));
  }
  return compiled.map(value => value(frame));
}
