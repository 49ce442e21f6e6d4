// concat, concat_ws and ||: values as text, one after the other.

import { computed, constant, foldedValue } from '../bound.ts';
import { castTo } from '../cast.ts';
import { applied, type Call, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { nullType, varchar } from '../types.ts';

/** NULLs are left out. */
const concat: SqlFunction = ({ args, node }) => {
  if (args.length === 0) return refuse(node, 'concat joins at least one text');
  refuseLists(args, node);
  const texts = args.map(arg => castTo(arg, varchar, node).evaluate);
  return computed(varchar, args, row => {
    let joined = '';
    for (const text of texts) joined += (text(row) as string | null) ?? '';
    return joined;
  });
};

const concatWithSeparator: SqlFunction = ({ args: [separator, ...others], node }) => {
  if (!separator || others.length === 0) return refuse(node, 'concat_ws takes a separator and texts');
  if (separator.type.id !== 'VARCHAR' && separator.type.id !== 'NULL')
    return refuse(node, 'the separator of concat_ws is text');
  refuseLists(others, node);
  const between = castTo(separator, varchar, node);
  const texts = others.map(arg => castTo(arg, varchar, node).evaluate);
  return computed(varchar, [between, ...others], row => {
    const separation = between.evaluate(row) as string | null;
    if (separation === null) return null;
    return texts
      .map(text => text(row))
      .filter(text => text !== null)
      .join(separation);
  });
};

/** NULL when one is NULL. */
const join: SqlFunction = ({ args, node }) => {
  refuseLists(args, node);
  if (args.some(arg => foldedValue(arg) === null)) return constant(nullType, null);
  const texts = args.map(arg => castTo(arg, varchar, node));
  return applied(varchar, texts, (a: string, b: string) => a + b);
};

function refuseLists(args: Call['args'], node: Call['node']): void {
  if (args.some(arg => arg.type.id === 'LIST')) refuse(node, 'lists are not joined', 'one list for each');
}

export const textJoining: Record<string, SqlFunction> = {
  concat,
  concat_ws: concatWithSeparator,
  '||': join,
};
