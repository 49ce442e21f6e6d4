// Functions with one result for each list of argument types: DuckDB takes the overload that needs the cheapest casts.

import { type Bound, computed, constant, foldedValue } from './bound.ts';
import { castTo } from './cast.ts';
import { argumentType, implicitCastCost, type Parameter } from './implicit-cast.ts';
import { refuse } from './refusal.ts';
import type { SyntaxNode } from './syntax.ts';
import { type SqlType, typeName } from './types.ts';
import type { Evaluate, Value } from './value.ts';

/** A call, with its arguments bound. `name` is as the analyst wrote it. */
export type Call = { name: string; args: readonly Bound[]; node: SyntaxNode };

/** Gives a call its type and its computation. */
export type SqlFunction = (call: Call) => Bound;

/** Of values that are not NULL: a NULL among the arguments is a NULL result. */
export type Apply = (...values: never[]) => Value;

export type Overload = {
  takes: readonly Parameter[];
  /** The type of a NULL, when one of the arguments always is. */
  gives: SqlType;
  /** The arguments are of the types taken; for ANY and ANY DECIMAL they are as they were. */
  bind: SqlFunction;
};

export function overload(takes: readonly Parameter[], gives: SqlType, apply: Apply): Overload {
  return { takes, gives, bind: ({ args }) => applied(gives, args, apply) };
}

/** For a function that reads some of its arguments, such as a pattern, when it is compiled. */
export function prepared(
  takes: readonly Parameter[],
  gives: SqlType,
  prepare: (call: Call) => Apply,
): Overload {
  return { takes, gives, bind: call => applied(gives, call.args, prepare(call)) };
}

export function overloads(...candidates: Overload[]): SqlFunction {
  return call => {
    const { takes, gives, bind } = choose(candidates, call);
    if (call.args.some(isNullConstant)) return constant(gives, null);
    return bind({ ...call, args: call.args.map((arg, i) => castToParameter(arg, takes[i], call.node)) });
  };
}

function choose(candidates: readonly Overload[], call: Call): Overload {
  const types = call.args.map(argumentType);
  let best: Overload[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate.takes.length !== types.length) continue;
    const costs = candidate.takes.map((parameter, i) => {
      const type = types[i];
      return type === undefined ? null : implicitCastCost(type, parameter);
    });
    if (costs.includes(null)) continue;
    const cost = costs.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    if (cost < least) best = [];
    if (cost <= least) best.push(candidate);
    least = Math.min(least, cost);
  }
  const [chosen, ...others] = best;
  return chosen && others.length === 0 ? chosen : refuseCall(call, candidates, chosen !== undefined);
}

function refuseCall({ name, args, node }: Call, candidates: readonly Overload[], ambiguous: boolean): never {
  const given = args.map(({ type }) => typeName(type)).join(', ');
  const known = candidates.slice(0, 6).map(({ takes }) => `(${takes.map(parameterName).join(', ')})`);
  return refuse(
    node,
    `${name}(${given}) ${ambiguous ? 'can mean several functions' : 'is no function that is evaluated'}`,
    ambiguous ? 'CAST(… AS …) on the arguments' : `${name} takes ${known.join(' or ')}`,
  );
}

function parameterName(parameter: Parameter): string {
  if (parameter.id === 'ANY DECIMAL') return 'DECIMAL';
  return parameter.id === 'ANY' ? 'ANY' : typeName(parameter);
}

/** A function with an argument that is always NULL is NULL, whatever the other arguments are. */
function isNullConstant(arg: Bound): boolean {
  return foldedValue(arg) === null;
}

function castToParameter(arg: Bound, parameter: Parameter | undefined, node: SyntaxNode): Bound {
  if (!parameter || parameter.id === 'ANY' || parameter.id === 'ANY DECIMAL') return arg;
  return castTo(arg, parameter, node);
}

/** NULL when an argument is NULL; all arguments are evaluated first, as in DuckDB. */
export function applied(type: SqlType, args: readonly Bound[], apply: Apply): Bound {
  return computed(type, args, propagateNull(args, apply as unknown as (...values: Value[]) => Value));
}

function propagateNull(args: readonly Bound[], apply: (...values: Value[]) => Value): Evaluate {
  const [first, second, third] = args.map(arg => arg.evaluate);
  if (!first) return () => apply();
  if (!second)
    return row => {
      const a = first(row);
      return a === null ? null : apply(a);
    };
  if (!third) return binary(first, second, apply);
  if (args.length === 3)
    return row => {
      const a = first(row);
      const b = second(row);
      const c = third(row);
      return a === null || b === null || c === null ? null : apply(a, b, c);
    };
  return row => {
    const values = args.map(arg => arg.evaluate(row));
    return values.includes(null) ? null : apply(...values);
  };
}

function binary(first: Evaluate, second: Evaluate, apply: (...values: Value[]) => Value): Evaluate {
  return row => {
    const a = first(row);
    const b = second(row);
    return a === null || b === null ? null : apply(a, b);
  };
}
