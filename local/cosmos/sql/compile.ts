// Compiles an expression to a closure over a frame (document, literals, parameters, aggregates), once per shape.
// Three-valued logic: undefined is unknown, and a filter holds only for true.
import { getProperty } from '../json.ts';
import { builtIn } from './functions.ts';
import type { Expression } from './syntax.ts';
import { compareForOrder, comparison, equals } from './values.ts';

export type Frame = {
  document: unknown;
  literals: readonly unknown[];
  parameters: ReadonlyMap<string, unknown>;
  aggregates: readonly unknown[];
};

export type Compiled = (frame: Frame) => unknown;

export function compile(expression: Expression): Compiled {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'literal': {
      const { index } = expression;
      return frame => frame.literals[index];
    }
    case 'parameter': {
      const { name } = expression;
      return frame => frame.parameters.get(name);
    }
    case 'path':
      return compilePath(expression.steps);
    case 'member': {
      const object = compile(expression.object);
      const property = compile(expression.property);
      return frame => getProperty(object(frame), property(frame) as string | number);
    }
    case 'unary':
      return compileUnary(expression.operator, compile(expression.operand));
    case 'binary':
      return compileBinary(expression.operator, compile(expression.left), compile(expression.right));
    case 'aggregate': {
      const { slot } = expression;
      return frame => frame.aggregates[slot];
    }
    default:
      return compileComposite(expression);
  }
}

type Composite = Extract<
  Expression,
  { kind: 'in' | 'between' | 'like' | 'conditional' | 'call' | 'array' | 'object' }
>;

function compileComposite(expression: Composite): Compiled {
  switch (expression.kind) {
    case 'in': {
      const value = compile(expression.value);
      const list = expression.list.map(compile);
      return frame => isIn(value(frame), list, frame);
    }
    case 'between': {
      const value = compile(expression.value);
      const low = compileOrder('>=', value, compile(expression.low));
      const high = compileOrder('<=', value, compile(expression.high));
      return frame => and(low(frame), high(frame));
    }
    case 'like': {
      const value = compile(expression.value);
      const pattern = compile(expression.pattern);
      return frame => like(value(frame), pattern(frame));
    }
    case 'conditional': {
      const [test, yes, no] = [compile(expression.test), compile(expression.yes), compile(expression.no)];
      return frame => (test(frame) === true ? yes(frame) : no(frame));
    }
    case 'call': {
      const call = builtIn(expression.name);
      const args = expression.args.map(compile);
      return frame => call(...args.map(argument => argument(frame)));
    }
    case 'array': {
      const items = expression.items.map(compile);
      return frame => items.map(item => item(frame)).filter(item => item !== undefined);
    }
    case 'object': {
      const entries = expression.entries.map(([name, value]) => [name, compile(value)] as const);
      return frame => Object.fromEntries(entries.map(([name, value]) => [name, value(frame)]));
    }
  }
}

function compilePath(steps: readonly (string | number)[]): Compiled {
  const [first, second] = steps;
  if (first === undefined) return frame => frame.document;
  if (steps.length === 1) return frame => getProperty(frame.document, first);
  if (steps.length === 2 && second !== undefined) {
    return frame => getProperty(getProperty(frame.document, first), second);
  }
  return frame => {
    let value = frame.document;
    for (const step of steps) value = getProperty(value, step);
    return value;
  };
}

function compileUnary(operator: string, operand: Compiled): Compiled {
  if (operator === 'NOT') {
    return frame => {
      const value = operand(frame);
      return typeof value === 'boolean' ? !value : undefined;
    };
  }
  return frame => {
    const value = operand(frame);
    if (typeof value !== 'number') return undefined;
    return operator === '-' ? -value : operator === '~' ? ~value : value;
  };
}

function compileBinary(operator: string, left: Compiled, right: Compiled): Compiled {
  switch (operator) {
    case 'AND':
      return frame => {
        const value = left(frame);
        return value === false ? false : and(value, right(frame));
      };
    case 'OR':
      return frame => {
        const value = left(frame);
        return value === true ? true : or(value, right(frame));
      };
    case '=':
      return frame => equals(left(frame), right(frame));
    case '!=':
    case '<>':
      return frame => {
        const same = equals(left(frame), right(frame));
        return same === undefined ? undefined : !same;
      };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileOrder(operator, left, right);
    case '??':
      return frame => {
        const value = left(frame);
        return value === undefined ? right(frame) : value;
      };
    case '||':
      return frame => {
        const [a, b] = [left(frame), right(frame)];
        return typeof a === 'string' && typeof b === 'string' ? a + b : undefined;
      };
    default:
      return compileArithmetic(operator, left, right);
  }
}

function compileOrder(operator: string, left: Compiled, right: Compiled): Compiled {
  const holds: (order: number) => boolean = {
    '<': (order: number) => order < 0,
    '<=': (order: number) => order <= 0,
    '>': (order: number) => order > 0,
    '>=': (order: number) => order >= 0,
  }[operator] as (order: number) => boolean;
  return frame => {
    const order = comparison(left(frame), right(frame));
    return order === undefined ? undefined : holds(order);
  };
}

const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
};

function compileArithmetic(operator: string, left: Compiled, right: Compiled): Compiled {
  const compute = ARITHMETIC[operator];
  if (compute === undefined) throw new SyntaxError(`Unknown operator '${operator}'.`);
  return frame => {
    const [a, b] = [left(frame), right(frame)];
    return typeof a === 'number' && typeof b === 'number' ? compute(a, b) : undefined;
  };
}

function and(left: unknown, right: unknown): boolean | undefined {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : undefined;
}

function or(left: unknown, right: unknown): boolean | undefined {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : undefined;
}

function isIn(value: unknown, list: readonly Compiled[], frame: Frame): boolean | undefined {
  if (value === undefined) return undefined;
  return list.some(item => equals(value, item(frame)) === true);
}

function like(value: unknown, pattern: unknown): boolean | undefined {
  if (typeof value !== 'string' || typeof pattern !== 'string') return undefined;
  const source = pattern
    .replace(/[\\^$.*+?()|{}]/g, '\\$&')
    .replaceAll('%', '[\\s\\S]*')
    .replaceAll('_', '[\\s\\S]');
  return new RegExp(`^${source}$`, 'u').test(value);
}

/** COUNT, SUM, AVG, MIN or MAX of the values of one group; undefined values take no part. */
export function aggregate(name: string, values: readonly unknown[]): unknown {
  const defined = values.filter(value => value !== undefined);
  if (name === 'COUNT') return defined.length;
  if (name === 'MIN' || name === 'MAX') {
    const sign = name === 'MIN' ? 1 : -1;
    let best = defined[0];
    for (const value of defined) if (compareForOrder(value, best) * sign < 0) best = value;
    return best;
  }
  let sum = 0;
  for (const value of defined) {
    if (typeof value !== 'number') return undefined;
    sum += value;
  }
  if (name === 'SUM') return sum;
  return defined.length === 0 ? undefined : sum / defined.length;
}
