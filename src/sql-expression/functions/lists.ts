// Functions on lists, and the functions of the same names on text. Places count from 1, and from the end when negative.

import { type Bound, computed, constant, foldedValue } from '../bound.ts';
import { castTo } from '../cast.ts';
import { commonType, settledType } from '../common-type.ts';
import { comparator, hasIdentity } from '../compare-values.ts';
import { argumentType } from '../implicit-cast.ts';
import { applied, type Call, overload, overloads, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import type { SyntaxNode } from '../syntax.ts';
import {
  bigint,
  boolean,
  hugeint,
  integer,
  isInteger,
  list,
  nullType,
  type SqlType,
  typeName,
  varchar,
} from '../types.ts';
import { unify } from '../unify.ts';
import { addWhole, type Value, type Whole } from '../value.ts';
import { inRange } from './arithmetic.ts';
import { codePointCount, substring } from './text.ts';

function elementType({ name, args: [first], node }: Call): SqlType {
  return first?.type.id === 'LIST' ? first.type.element : refuse(node, `${name} takes a list first`);
}

export function listElement(operand: Bound, place: Bound, node: SyntaxNode): Bound {
  const at = castTo(place, bigint, node);
  if (operand.type.id === 'VARCHAR')
    return applied(varchar, [operand, at], (text: string, index: number) => substring(text, index, 1));
  if (operand.type.id !== 'LIST')
    return refuse(
      node,
      `${typeName(operand.type)} has no elements`,
      operand.type.id === 'JSON' ? '-> with a path' : null,
    );
  if (foldedValue(operand) === null || foldedValue(at) === null) return constant(nullType, null);
  return applied(operand.type.element, [operand, at], elementAt);
}

function elementAt(values: Value[], place: number): Value {
  return place === 0 ? null : (values.at(place < 0 ? place : place - 1) ?? null);
}

const length: SqlFunction = call => {
  const [first] = call.args;
  if (first?.type.id === 'LIST') return applied(bigint, [first], (values: Value[]) => values.length);
  return overloads(overload([varchar], bigint, codePointCount))(call);
};

const extract: SqlFunction = ({ name, args: [operand, place], node }) =>
  operand && place ? listElement(operand, place, node) : refuse(node, `${name} takes a list and a place`);

/** The type in which the elements of a list and a value are compared. */
function membership(call: Call): { lists: Bound; value: Bound; equal: (a: Value, b: Value) => boolean } {
  const [lists, value] = call.args;
  const element = elementType(call);
  const common = value && commonType(element, argumentType(value));
  if (!lists || !value || !common) return refuse(call.node, `${call.name} compares values of one type`);
  const type = settledType(common);
  const order = comparator(type);
  return {
    lists: castTo(lists, list(type), call.node),
    value: castTo(value, type, call.node),
    equal: hasIdentity(type) ? (a, b) => a === b : (a, b) => order(a, b) === 0,
  };
}

const containsElement: SqlFunction = call => {
  const { lists, value, equal } = membership(call);
  return applied(boolean, [lists, value], (values: Value[], wanted: Value) =>
    values.some(each => each !== null && equal(each, wanted)),
  );
};

/** NULL is found like any value. */
const positionOf: SqlFunction = call => {
  const { lists, value, equal } = membership(call);
  return computed(integer, [lists, value], row => {
    const values = lists.evaluate(row) as Value[] | null;
    const wanted = value.evaluate(row);
    const found = (each: Value) => (each === null || wanted === null ? each === wanted : equal(each, wanted));
    const at = values?.findIndex(found) ?? -1;
    return at < 0 ? null : at + 1;
  });
};

const containsText = overloads(
  overload([varchar, varchar], boolean, (value: string, part: string) => value.includes(part)),
);

const contains: SqlFunction = call =>
  call.args[0]?.type.id === 'LIST' ? containsElement(call) : containsText(call);

/** Exact sums only: those of floating-point numbers depend on their order. */
const sum: SqlFunction = call => {
  const element = elementType(call);
  const [first] = call.args;
  if (!first || !isInteger(element))
    return refuse(call.node, `${call.name} sums up integers`, 'a list cast to BIGINT[], in minor units');
  const check = inRange(hugeint, 'a sum');
  return computed(hugeint, [first], row => {
    const values = first.evaluate(row) as Value[] | null;
    let total: Whole | null = null;
    for (const value of values ?? []) if (value !== null) total = addWhole(total ?? 0, value as Whole);
    return total === null ? null : check(total);
  });
};

/** The first of the values in this direction; NULLs do not count. */
function extreme(direction: 1 | -1): SqlFunction {
  return call => {
    const element = elementType(call);
    const order = comparator(element);
    return applied(element, call.args.slice(0, 1), (values: Value[]) => {
      let found: Value = null;
      for (const value of values)
        if (value !== null && (found === null || order(value, found) * direction < 0)) found = value;
      return found;
    });
  };
}

const makeList: SqlFunction = ({ args, node }) => {
  const element = unify(args, 'the list', node);
  const values = args.map(arg => castTo(arg, element, node).evaluate);
  return computed(list(element), args, row => values.map(value => value(row)));
};

export const lists: Record<string, SqlFunction> = {
  length,
  len: length,
  char_length: length,
  character_length: length,
  array_length: length,
  list_extract: extract,
  array_extract: extract,
  list_element: extract,
  contains,
  list_contains: containsElement,
  list_has: containsElement,
  array_contains: containsElement,
  array_has: containsElement,
  list_position: positionOf,
  list_indexof: positionOf,
  array_position: positionOf,
  list_sum: sum,
  array_sum: sum,
  list_min: extreme(1),
  list_max: extreme(-1),
  array_min: extreme(1),
  array_max: extreme(-1),
  list_value: makeList,
  list_pack: makeList,
};
