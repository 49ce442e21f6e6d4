// Evaluates the catalog's expressions for tests: a second reading of catalog/README.md, made apart from the
// platform's own.
export type Expression = string | number | boolean | null | { text: string } | Expression[];

type Value = unknown;

const isNull = (value: Value): boolean => value === undefined || value === null;

function at(row: Value, pointer: string): Value {
  let found = row;
  for (const step of pointer.split('/').slice(1))
    found = (found as Record<string, Value> | null | undefined)?.[step];
  return found ?? null;
}

const COMPARE: Record<string, (a: never, b: never) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const CALCULATE: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

function logic(operator: string, values: Value[]): Value {
  const decisive = operator === 'or';
  if (values.includes(decisive)) return decisive;
  return values.some(isNull) ? null : !decisive;
}

/** The value of an expression on a row; null where SQL says NULL. @throws for an operator that is not documented */
export function evaluate(expression: Expression, row: Value, enqueuedMs: number): Value {
  if (typeof expression === 'string') return at(row, expression);
  if (typeof expression !== 'object' || expression === null) return expression;
  if (!Array.isArray(expression)) return expression.text;
  const [operator, ...args] = expression as [string, ...Expression[]];
  const value = (i: number): Value => evaluate(args[i] ?? null, row, enqueuedMs);
  if (operator === 'enqueued') return enqueuedMs;
  if (operator === 'is null') return isNull(value(0));
  if (operator === 'is not null') return !isNull(value(0));
  if (operator === 'and' || operator === 'or')
    return logic(
      operator,
      args.map((_, i) => value(i)),
    );
  if (operator === 'coalesce') return args.map((_, i) => value(i)).find(found => !isNull(found)) ?? null;
  if (operator === 'case') {
    const branch = args.findIndex((_, i) => i % 2 === 0 && i + 1 < args.length && value(i) === true);
    if (branch >= 0) return value(branch + 1);
    return args.length % 2 === 1 ? value(args.length - 1) : null;
  }
  if (operator === 'every' || operator === 'sum') {
    const list = value(0);
    if (!Array.isArray(list)) return null;
    const each = list.map(item => evaluate(args[1] ?? null, item, enqueuedMs));
    if (operator === 'every') return each.every(one => one === true);
    return each.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
  }
  const values = args.map((_, i) => value(i));
  if (values.some(isNull)) return null;
  if (operator === 'not') return !values[0];
  if (operator === 'length') return (values[0] as string | Value[]).length ?? null;
  if (operator === 'time') return Date.parse(String(values[0]));
  if (operator === 'in') return values.slice(1).includes(values[0]);
  const compare = COMPARE[operator];
  if (compare) return compare(values[0] as never, values[1] as never);
  const calculate = CALCULATE[operator];
  if (calculate) return (values as number[]).reduce(calculate);
  throw new Error(`no operator "${operator}"`);
}
