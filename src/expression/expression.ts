// Expressions as data: what the catalog's expectations and the gold models are written in.
// Pure, total on any JSON row, with SQL's three-valued logic; catalog/README.md lists the operators.

import { compilePointer, type Json } from '../json.ts';

/** `"/pointer"`, a literal, `{ "text": "literal" }`, or `[operator, …arguments]`. */
export type Expression = Json;

/** What an expression may look at besides the row. */
export type ExpressionContext = { enqueuedTimeMs: number };

export type Evaluate = (row: Json, context: ExpressionContext) => Json;

type Operator = (args: Expression[], name: string) => Evaluate;

/** Compiles an expression once. Throws a SyntaxError that names the operator or the argument that is wrong. */
export function compileExpression(expression: Expression): Evaluate {
  if (typeof expression === 'string') return compilePointer(expression);
  if (!Array.isArray(expression)) {
    const literal =
      typeof expression === 'object' && expression !== null ? textLiteral(expression) : expression;
    return () => literal;
  }
  const [name, ...args] = expression;
  const operator = typeof name === 'string' ? operators[name] : undefined;
  if (!operator)
    throw new SyntaxError(
      `unknown operator ${JSON.stringify(name)}; known: ${Object.keys(operators).join(', ')}`,
    );
  return operator(args, String(name));
}

function textLiteral(literal: { [name: string]: Json }): string {
  if (typeof literal.text !== 'string')
    throw new SyntaxError(`${JSON.stringify(literal)} is not a literal; write {"text": "…"}`);
  return literal.text;
}

function compileArguments(args: Expression[], name: string, least: number, most = least): Evaluate[] {
  if (args.length < least || args.length > most)
    throw new SyntaxError(
      `"${name}" takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`,
    );
  return args.map(compileExpression);
}

function binary(apply: (left: Json, right: Json) => Json): Operator {
  return (args, name) => {
    const [left, right] = compileArguments(args, name, 2) as [Evaluate, Evaluate];
    return (row, context) => {
      const a = left(row, context);
      const b = right(row, context);
      return a === null || b === null ? null : apply(a, b);
    };
  };
}

/** Numbers compare with numbers and text with text; anything else is not comparable, and so null. */
function comparison(holds: (left: number | string, right: number | string) => boolean): Operator {
  return binary((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return holds(a, b);
    return typeof a === 'string' && typeof b === 'string' ? holds(a, b) : null;
  });
}

function arithmetic(apply: (left: number, right: number) => number): Operator {
  return binary((a, b) => (typeof a === 'number' && typeof b === 'number' ? apply(a, b) : null));
}

/** AND and OR: `decisive` settles the outcome whatever the others are; otherwise one null makes it null. */
function connective(decisive: boolean): Operator {
  return (args, name) => {
    const operands = compileArguments(args, name, 1, 64);
    return (row, context) => {
      let outcome: Json = !decisive;
      for (const operand of operands) {
        const value = operand(row, context);
        if (value === decisive) return decisive;
        if (value !== !decisive) outcome = null;
      }
      return outcome;
    };
  };
}

function unary(apply: (value: Json) => Json): Operator {
  return (args, name) => {
    const [operand] = compileArguments(args, name, 1) as [Evaluate];
    return (row, context) => apply(operand(row, context));
  };
}

/** Reads an array in the row and hands each element to the second argument as its row. */
function overElements(reduce: (elements: Json[], evaluate: (element: Json) => Json) => Json): Operator {
  return (args, name) => {
    const [array, element] = compileArguments(args, name, 2) as [Evaluate, Evaluate];
    return (row, context) => {
      const elements = array(row, context);
      return Array.isArray(elements) ? reduce(elements, value => element(value, context)) : null;
    };
  };
}

const operators: Record<string, Operator> = {
  '=': binary((a, b) => a === b),
  '!=': binary((a, b) => a !== b),
  '<': comparison((a, b) => a < b),
  '<=': comparison((a, b) => a <= b),
  '>': comparison((a, b) => a > b),
  '>=': comparison((a, b) => a >= b),
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  and: connective(false),
  or: connective(true),
  not: unary(value => (typeof value === 'boolean' ? !value : null)),
  'is null': unary(value => value === null),
  'is not null': unary(value => value !== null),
  length: unary(value => (typeof value === 'string' || Array.isArray(value) ? value.length : null)),
  time: unary(value => {
    const timeMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(timeMs) ? null : timeMs;
  }),
  sum: overElements((elements, evaluate) => {
    let total = 0;
    for (const element of elements) {
      const value = evaluate(element);
      if (typeof value === 'number') total += value;
    }
    return total;
  }),
  every: overElements((elements, evaluate) => elements.every(element => evaluate(element) === true)),
  coalesce: (args, name) => {
    const operands = compileArguments(args, name, 1, 64);
    return (row, context) => {
      for (const operand of operands) {
        const value = operand(row, context);
        if (value !== null) return value;
      }
      return null;
    };
  },
  in: (args, name) => {
    const [operand, ...members] = compileArguments(args, name, 2, 256) as [Evaluate, ...Evaluate[]];
    return (row, context) => {
      const value = operand(row, context);
      return value === null ? null : members.some(member => member(row, context) === value);
    };
  },
  case: (args, name) => {
    const branches = compileArguments(args, name, 2, 65);
    return (row, context) => {
      for (let i = 0; i + 1 < branches.length; i += 2)
        if (branches[i]?.(row, context) === true) return branches[i + 1]?.(row, context) ?? null;
      return branches.length % 2 === 1 ? (branches.at(-1)?.(row, context) ?? null) : null;
    };
  },
  enqueued: (args, name) => {
    compileArguments(args, name, 0);
    return (_row, context) => context.enqueuedTimeMs;
  },
};
